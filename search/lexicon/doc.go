// Package lexicon holds the words: how French is folded, cut and stemmed here,
// and the plain data files, readable and editable by a coordinator, that say
// which everyday words mean which need, audience, way of being received,
// danger, or nothing that concerns us.
//
// Every file is UTF-8, one entry a line, fields separated by ";", words
// separated by ",", lines starting with "#" ignored. Case and accents do not
// matter, nor do plurals and most endings of verbs.
package lexicon
