// Package search turns a question typed in a hurry into what it means, and
// what it means into the services that answer, ranked and explained.
//
//	Question → understand → Understood → candidates (bleve) → rank → Answer
//
// Understanding combines rules where rules are right (ages, places, negation,
// ways of being received), the lexicon where words are known, the linear model
// where they are not. See understand.go, rank.go and danger.go.
package search
