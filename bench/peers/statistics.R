# Numbers that the statistics of the engine are checked against, by R (Debian's r-base-core; made with 4.2.2):
#
#     Rscript bench/peers/statistics.R engine/src/test/resources/dev/foresight/engine/stats
#
# pairs.csv: differences; mean, sd and margin of t.test; p of t.test; p of the signed-rank test, exact, by all 2^n signs
# where n is small, else by wilcox.test. power.csv: effect, pairs, power.t.test(strict). holm.csv: p.adjust.
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
