/* train.h - llz train: makes a prior of samples. */
#ifndef LLZ_TRAIN_H
#define LLZ_TRAIN_H

#include "cli/terminal/report.h"

/* argv[0] is the word "train". */
enum status train_run(int argc, char **argv);

#endif
