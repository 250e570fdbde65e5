// Package model is a linear model that has learned from labelled questions
// what words it never saw listed mean: themes and besoins, and danger.
//
// It is logistic regression, one class against the rest, over folded words,
// pairs of words and pieces of words. It is small, fast, works offline, is
// trained by one command that always gives the same weights
// (go run ./search/model/train), and can say what each word weighed.
//
// The corpus it learns from stands in corpus/, the figures of its
// cross-validation in REPORT.md.
package model
