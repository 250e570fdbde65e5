package bot

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
)

// tapVersion starts the data of every button. A change in what a button means
// must raise it: the buttons already in chats then answer as stale ones.
const tapVersion = "1"

// tapLimit is what Telegram allows a button to carry, in bytes.
const tapLimit = 64

// action is what a button does.
type action string

const (
	tapExample   action = "example"   // 1, 2 or 3: asks it
	tapRephrase  action = "rephrase"  // invites to ask again
	tapPage      action = "page"      // offset of the first result
	tapDrop      action = "drop"      // facet taken off
	tapAdd       action = "add"       // facet asked for
	tapTheme     action = "theme"     // theme to look for instead of the words
	tapRefine    action = "refine"    // menu
	tapThemes    action = "themes"    // menu
	tapAudiences action = "audiences" // menu
	tapPlaces    action = "places"    // menu of quarters, or + for the communes
	tapNothing   action = "nothing"   // menu of reasons
	tapHome      action = "home"      // id of a place, empty for none, + for the communes
	tapReason    action = "reason"    // reason of relay.Reasons
	tapCard      action = "card"      // service key
	tapMap       action = "map"       // service key
	tapCall      action = "call"      // service key
	tapReferral  action = "referral"  // service key
	tapFlag      action = "flag"      // service key: menu of errors
	tapError     action = "error"     // service key "." error of relay.Errors
	tapEscort    action = "escort"    // service key
	tapWrong     action = "wrong"     // menu of what was misunderstood
	tapWrongIs   action = "wrongis"   // of relay.Corrections
	tapStructure action = "structure" // of relay.Structures, empty for the menu
	tapSkip      action = "skip"      // does not say who they are
	tapPlaceOf   action = "places-of" // menu of where one works
	tapInvite    action = "invite"    // role
	tapInviteAt  action = "inviteat"  // id of a place a coordinator coordinates, empty for all
	tapOutcome   action = "outcome"   // referral "." outcome of relay.Outcomes
	tapErase     action = "erase"     // oui or non
	tapStats     action = "stats"     // period
	tapQuarters  action = "quarters"  // period
	tapExport    action = "export"    // period
	tapConsole   action = "console"
	tapDigestOn  action = "digest"   // period shown
	tapDigestOff action = "nodigest" // period shown

	tapComes       action = "comes"        // item
	tapNotComes    action = "not-comes"    // item
	tapRelays      action = "relays"       // item
	tapNotRelays   action = "not-relays"   // item
	tapTold        action = "told"         // item "." people, roughly
	tapAgenda      action = "agenda"       // item
	tapLess        action = "less"         // item or 0 "." choice
	tapUndo        action = "undo"         // choice "." what was before
	tapProgramme   action = "programme"    // place or nothing "." offset; new for a message of its own
	tapProgrammeAt action = "programme-at" // menu
	tapEvent       action = "event"        // item
	tapSubscribe   action = "subscribe"    // menu "." value
	tapForm        action = "form"         // step "." value
	tapFormNav     action = "form-nav"     // step "." back, skip, quit or erase
	tapSend        action = "propose"      // what the preview shows
	tapModerate    action = "moderate"     // item
	tapApprove     action = "approve"      // item "." digest "." sur
	tapRefuse      action = "refuse"       // item "." digest "." sur
	tapMine        action = "my-item"      // item "." verb
	tapMailing     action = "mailing"      // mailing "." verb
)

// tap is what a button carries: the answer it browses, what it does, to what.
type tap struct {
	Browsing string // id of the answer; empty for a button that needs none
	Action   action
	Arg      string
}

var (
	errTapVersion = errors.New("button of another version")
	errTapForm    = errors.New("not the data of a button")
	errTapLong    = errors.New("button data above 64 bytes")
)

// data writes the tap as callback data.
func (t tap) data() (string, error) {
	if strings.Contains(t.Browsing, ":") || moves[t.Action].do == nil {
		return "", errTapForm
	}
	data := strings.Join([]string{tapVersion, t.Browsing, string(t.Action), t.Arg}, ":")
	if len(data) > tapLimit {
		return "", errTapLong
	}
	return data, nil
}

// readTap reads what data wrote.
func readTap(data string) (tap, error) {
	parts := strings.SplitN(data, ":", 4)
	switch {
	case len(data) > tapLimit || len(parts) < 2:
		return tap{}, errTapForm
	case parts[0] != tapVersion:
		return tap{}, errTapVersion
	case len(parts) < 4 || moves[action(parts[2])].do == nil:
		return tap{}, errTapForm
	}
	return tap{parts[1], action(parts[2]), parts[3]}, nil
}

// serviceKey is a service's short name in buttons: ids may be too long for
// them. Two services of one answer sharing a key is a matter of one in 2^40.
func serviceKey(id string) string {
	sum := sha256.Sum256([]byte(id))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}
