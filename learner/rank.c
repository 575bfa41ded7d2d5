#include "learner/rank.h"

size_t llz_rank(const llz_real *score, size_t n, size_t i)
{
    size_t before = 0;
    for (size_t j = 0; j < n; j++)
        before += score[j] < score[i] || (score[j] == score[i] && j < i);
    return before;
}
