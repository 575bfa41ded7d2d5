/* law_columns.c - what the figures of a course mean; LAW.md has the formulas. */
#include "cli/law/law_columns.h"

const struct column law_stage_columns[LAW_STAGE_COLUMNS] = {
    { "position", "content bytes learned from by the end of the stage", COLUMN_NUMBER },
    { "bits/byte", "of the archive, within the stage", COLUMN_NUMBER },
    { "probe", "loss of the language model on the part that is held back, bits for each byte", COLUMN_NUMBER },
    { "mean/sd", "how equal contributions are: their mean by their standard deviation; large when equal",
      COLUMN_NUMBER },
    { "CT<=0 %", "bytes in use whose learning does not lower the next window's loss", COLUMN_NUMBER },
    { "unused %", "bytes that the policy does not learn from", COLUMN_NUMBER },
    { "CT<=0 % of them", "unused bytes whose learning would not have lowered it", COLUMN_NUMBER },
    { "effect. %", "share of the bytes in use that carries the contributions; 100: all alike", COLUMN_NUMBER },
    { "cosine", "of the next window's gradient with that of the window after it", COLUMN_NUMBER },
    { "r(output)", "rank correlation with contributions of what the output layer alone says of them",
      COLUMN_NUMBER },
    { "r(rows)", "the same of the embedding rows that both windows use", COLUMN_NUMBER },
};

const struct column law_fit_columns[LAW_FIT_COLUMNS] = {
    { "policy", 0, COLUMN_TEXT },
    { "L0", "loss on the probe that is left however much is learned, bits for each byte", COLUMN_NUMBER },
    { "B", "bytes: the scale on which learning goes on", COLUMN_NUMBER },
    { "beta", "exponent with which the loss falls", COLUMN_NUMBER },
    { "error", "root mean square of what the curve leaves, bits for each byte", COLUMN_NUMBER },
    { "fitted",
      "acceleration by the curves: how many times the data uniform needs for the same loss; above 1 is faster",
      COLUMN_NUMBER },
    { "95 %", "its interval, over the stretches of the probe", COLUMN_NUMBER },
    { "read", "acceleration by the losses themselves", COLUMN_NUMBER },
    { "95 % ", "its interval", COLUMN_NUMBER },
    { "note", "why there is none", COLUMN_TEXT },
};
