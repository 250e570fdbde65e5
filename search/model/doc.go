// Package model is a linear model that has learned from labelled questions
// what words it never saw listed mean: themes and besoins, and danger.
//
// It is one linear classifier a class, against all the rest, over stems,
// pairs of stems and pieces of words; its scores are made into probabilities
// on messages held out. It is small, fast, works offline, is trained by one
// command that always gives the same weights (go run ./search/model/train),
// and can say what each word weighed.
//
// It learns from corpus/ and from the expressions of the lexicon's besoins;
// the figures of its cross-validation stand in REPORT.md.
package model
