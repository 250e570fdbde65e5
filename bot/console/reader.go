package console

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"

	"relais/bot/relay"
)

// reader is who reads a page of the console.
type reader struct {
	session relay.Session
	token   string // of the session; never shown
}

// actor is the pseudonym of the reader.
func (r *reader) actor() string { return r.session.Person.Operator }

// Role is what the reader may do.
func (r *reader) Role() relay.Role { return r.session.Person.Role }

// Administrator tells whether the reader may do everything, everywhere.
func (r *reader) Administrator() bool { return r.Role() == relay.Administrator }

// Territory is where the reader coordinates: everywhere for an administrator.
func (r *reader) Territory() relay.Territory {
	if r.Administrator() {
		return relay.Territory{}
	}
	return r.session.Person.Territory
}

// everywhere tells whether the reader sees every place.
func (r *reader) everywhere() bool { return r.Territory() == relay.Territory{} }

// sees tells whether what counts somewhere is the reader's business. What
// counts nowhere in particular is for those who see every place.
func (r *reader) sees(where relay.Territory) bool { return r.Territory().Holds(where) }

// csrf is the token that every form of the session carries. It tells nothing of
// the session token.
func (r *reader) csrf() string {
	mac := hmac.New(sha256.New, []byte(r.token))
	mac.Write([]byte("relais/console/csrf"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// allowed orders the roles that read the console.
func (r *reader) allowed(role relay.Role) bool {
	return r.Administrator() || r.Role() == relay.Coordinator && role != relay.Administrator
}
