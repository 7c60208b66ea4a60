# Numbers that the statistics of the engine are checked against, by R (Debian's r-base-core; made with 4.2.2):
#
#     Rscript bench/peers/statistics.R engine/src/test/resources/dev/foresight/engine/stats
#
# pairs.csv: differences; mean, sd and margin of t.test; p of t.test; p of the signed-rank test, exact, by all 2^n signs
# where n is small, else by wilcox.test. power.csv: effect, pairs, power.t.test(strict). holm.csv: p.adjust. shares.csv: a
# row of values for each choice, rows parted by ";", seeds by blanks; how often each has the best mean among all n^n equally
# likely draws of seeds with replacement, ties shared. censored.csv: times with Inf; how many are finite; median.
# profiles.csv: costs, a row for each problem; rho of each solver at tau = 1, 1.5, 2, 4 by ecdf.
options(digits = 17)
folder <- commandArgs(trailingOnly = TRUE)[1]
number <- function(x) trimws(formatC(x, digits = 17, format = "g"))

by_signs <- function(d) {
  d <- d[d != 0]
  n <- length(d)
  if (n == 0) return(1)
  r <- rank(abs(d))
  w <- sum(r[d > 0])
  sums <- as.vector(as.matrix(expand.grid(rep(list(0:1), n))) %*% r)
  centre <- sum(r) / 2
  mean(abs(sums - centre) >= abs(w - centre) - 1e-9)
}

set.seed(20230200)
cases <- list(c(1.5, 2.25), c(-0.3, 0.1, 0.2), c(1, 1, 2), c(0, 0, 0.5, -0.25, 1), c(0.4, 0.4, -0.4, 0.8, 1.2, 0, 2.2))
for (n in c(3, 5, 5, 8, 10, 14)) cases <- c(cases, list(rnorm(n, 0.5)))
for (n in c(6, 10, 14)) cases <- c(cases, list(round(rnorm(n, 0.3), 1)))
for (n in c(20, 30, 49)) cases <- c(cases, list(rnorm(n, 0.3)))
lines <- "differences,mean,deviation,margin,t,wilcoxon"
for (d in cases) {
  t <- t.test(d)
  w <- if (length(d) <= 14) by_signs(d) else wilcox.test(d, exact = TRUE)$p.value
  lines <- c(lines, paste(paste(number(d), collapse = " "), number(mean(d)), number(sd(d)),
                          number(diff(t$conf.int) / 2), number(t$p.value), number(w), sep = ","))
}
writeLines(lines, file.path(folder, "pairs.csv"))

lines <- "effect,pairs,power"
for (effect in c(0.1, 0.2, 0.5, 0.8, 1.2, 3)) for (n in c(2, 3, 5, 10, 34, 199)) {
  p <- power.t.test(n = n, delta = effect, sd = 1, type = "paired", strict = TRUE)$power
  lines <- c(lines, paste(number(effect), n, number(p), sep = ","))
}
writeLines(lines, file.path(folder, "power.csv"))

lines <- "probabilities,adjusted"
for (p in list(c(0.01), c(0.04, 0.01, 0.03), c(0.5, 0.6, 0.02, 0.02, 0.9), runif(11))) {
  lines <- c(lines, paste(paste(number(p), collapse = " "), paste(number(p.adjust(p, "holm")), collapse = " "), sep = ","))
}
writeLines(lines, file.path(folder, "holm.csv"))

draws_best <- function(values, lower) {
  n <- ncol(values)
  draws <- as.matrix(expand.grid(rep(list(seq_len(n)), n)))
  wins <- numeric(nrow(values))
  for (i in seq_len(nrow(draws))) {
    means <- signif(rowMeans(values[, draws[i, ], drop = FALSE]), 12)
    best <- means == (if (lower) min(means) else max(means))
    wins <- wins + best / sum(best)
  }
  wins / nrow(draws)
}
rows <- function(m) paste(apply(m, 1, function(r) paste(number(r), collapse = " ")), collapse = ";")
lines <- "values,lower,shares"
for (case in list(
  list(rbind(c(0.5, 0.6, 0.55, 0.58), c(0.56, 0.57, 0.6, 0.55), c(0.52, 0.66, 0.5, 0.6)), FALSE),
  list(rbind(c(101, 99, 104, 98), c(100, 99, 103, 99), c(100, 99, 103, 99)), TRUE),
  list(rbind(c(1, 2, 3, 4), c(5, 6, 7, 8)), TRUE),
  list(matrix(round(rnorm(20, 1), 3), 4), FALSE))) {
  lines <- c(lines, paste(rows(case[[1]]), tolower(case[[2]]), paste(number(draws_best(case[[1]], case[[2]])), collapse = " "), sep = ","))
}
writeLines(lines, file.path(folder, "shares.csv"))

lines <- "times,reached,median"
for (t in list(5, Inf, c(3, 1, 2), c(1, Inf), c(4, 2, Inf), c(4, 2, Inf, Inf), c(4, 2, 9, Inf), c(Inf, Inf, 1))) {
  lines <- c(lines, paste(paste(number(t), collapse = " "), sum(is.finite(t)), number(median(t)), sep = ","))
}
writeLines(lines, file.path(folder, "censored.csv"))

lines <- "costs,at1,at1.5,at2,at4"
for (costs in list(rbind(c(10, 20, Inf), c(30, 15, 60), c(8, 10, 12)), rbind(c(Inf, Inf), c(2, 3)), matrix(round(rexp(24), 2) + 0.1, 6))) {
  ratios <- costs / apply(costs, 1, min)
  ratios[is.nan(ratios)] <- Inf
  at <- sapply(c(1, 1.5, 2, 4), function(tau) paste(number(apply(ratios, 2, function(r) ecdf(r)(tau))), collapse = " "))
  lines <- c(lines, paste(c(rows(costs), at), collapse = ","))
}
writeLines(lines, file.path(folder, "profiles.csv"))
