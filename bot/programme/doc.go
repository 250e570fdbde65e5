// Package programme serves the public pages of the programme: what is confirmed,
// changed or cancelled, by day, for anybody, on a phone or on paper.
//
// It promises:
//   - it only reads, sets no cookie, needs no JavaScript and asks for nothing;
//   - what is not approved is not there, by any address, nor is its picture;
//   - what is cancelled stays and says so;
//   - a filter never hides what is open to everybody;
//   - the same programme gives the same bytes, so that nothing unchanged is
//     sent twice (ETag, Last-Modified).
package programme
