package console

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"

	"relais/bot/relay"
	"relais/bot/text"
)

// peopleList is what the page of people shows.
type peopleList struct {
	People []personRow
	All    int    // before the filters
	Role   string // filter, empty for all
	State  string // filter, empty for all
	Roles  []option
	States []option
	Invite inviteForm
}

type personRow struct {
	relay.Person
	Self    bool
	Changes []change // what the reader may do about them
}

// change is a state one may put somebody in.
type change struct{ State, Words string }

// inviteForm is how to invite.
type inviteForm struct {
	Roles    []option
	Places   []optionGroup
	Anywhere bool
	Lives    []option
}

// invitation is a link just made, shown once.
type invitation struct {
	Link    string // empty while the name of the bot is unknown
	Command string // what to write to the bot instead
	Role    relay.Role
	Where   relay.Territory
	Until   time.Time
}

// lives are how many days an invitation may last.
var lives = []int{1, 7, 30}

var pseudonymShape = regexp.MustCompile(`^[A-Za-z0-9_-]{22}$`)

func (c *Console) peopleRoutes() {
	c.handle("GET /console/relais", relay.Coordinator, c.people)
	c.handle("POST /console/relais/etat", relay.Coordinator, c.setState)
	c.handle("POST /console/relais/inviter", relay.Coordinator, c.invite)
}

// known are the people of the reader's territory, the reader among them.
func (c *Console) known(r *http.Request, who *reader) ([]relay.Person, error) {
	all, err := c.Relay.People(r.Context())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p relay.Person) bool {
		return p.Operator != who.actor() && !c.near(who, p)
	}), nil
}

// near tells whether somebody works or was invited in the reader's territory.
// Another coordinator of a wider territory is nobody of it.
func (c *Console) near(who *reader, p relay.Person) bool {
	return who.sees(c.full(p.Home)) && !above(p) || who.sees(c.full(p.Territory)) || who.everywhere()
}

// above tells who is changed by administrators only.
func above(p relay.Person) bool { return p.Role == relay.Coordinator || p.Role == relay.Administrator }

func (c *Console) people(w http.ResponseWriter, r *http.Request, who *reader) error {
	all, err := c.known(r, who)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	page := peopleList{All: len(all), Role: q.Get("role"), State: q.Get("etat"), Invite: c.inviteForm(who)}
	for _, role := range relay.Roles {
		page.Roles = append(page.Roles, option{string(role), text.Role(string(role)), string(role) == page.Role})
	}
	for _, state := range []string{relay.Active, relay.Paused, relay.Removed} {
		page.States = append(page.States, option{state, text.State(state), state == page.State})
	}
	for _, p := range all {
		if (page.Role == "" || string(p.Role) == page.Role) && (page.State == "" || p.State == page.State) {
			page.People = append(page.People, personRow{p, p.Operator == who.actor(), changes(who, p)})
		}
	}
	return c.render(w, r, who, "people", page)
}

// changes are what the reader may do about somebody: nothing about themselves,
// and about those who coordinate only as an administrator.
func changes(who *reader, p relay.Person) (list []change) {
	if p.Operator == who.actor() || above(p) && !who.Administrator() {
		return nil
	}
	for _, state := range []string{relay.Active, relay.Paused, relay.Removed} {
		if p.State != state && !(p.State == relay.Removed && state == relay.Paused) {
			list = append(list, change{state, text.StateVerb(state)})
		}
	}
	return list
}

// doneWords is what is told after a change of state.
var doneWords = map[string]string{relay.Active: "reprise", relay.Paused: "pause", relay.Removed: "exclu"}

func (c *Console) setState(w http.ResponseWriter, r *http.Request, who *reader) error {
	whom, state := r.PostFormValue("personne"), r.PostFormValue("etat")
	if !pseudonymShape.MatchString(whom) {
		return relay.ErrInvalid
	}
	all, err := c.known(r, who)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(p relay.Person) bool { return p.Operator == whom })
	if i < 0 {
		return errNotFound
	}
	if !slices.ContainsFunc(changes(who, all[i]), func(ch change) bool { return ch.State == state }) {
		return relay.ErrAllowed
	}
	if err := c.Relay.SetState(r.Context(), who.actor(), whom, state); err != nil {
		return err
	}
	http.Redirect(w, r, "/console/relais?fait="+doneWords[state], http.StatusSeeOther)
	return nil
}

func (c *Console) inviteForm(who *reader) inviteForm {
	f := inviteForm{Places: c.placesOf(who, placeID(who.Territory())), Anywhere: who.everywhere()}
	for _, role := range mayInvite(who) {
		f.Roles = append(f.Roles, option{string(role), text.Role(string(role)), role == relay.Operator})
	}
	for _, days := range lives {
		f.Lives = append(f.Lives, option{strconv.Itoa(days), text.Days(days), days == 7})
	}
	return f
}

// mayInvite are the roles the reader may give.
func mayInvite(who *reader) []relay.Role {
	if who.Administrator() {
		return relay.Roles
	}
	return []relay.Role{relay.Operator, relay.Partner, relay.Mediator}
}

func (c *Console) invite(w http.ResponseWriter, r *http.Request, who *reader) error {
	role := relay.Role(r.PostFormValue("role"))
	days, err := strconv.Atoi(r.PostFormValue("duree"))
	if err != nil || !slices.Contains(lives, days) || !slices.Contains(relay.Roles, role) {
		return relay.ErrInvalid
	}
	if !slices.Contains(mayInvite(who), role) {
		return relay.ErrAllowed
	}
	var where relay.Territory
	if c.readWhere(r.PostFormValue("lieu"), who, &where) != "" {
		return relay.ErrAllowed
	}
	life := time.Duration(days) * 24 * time.Hour
	code, err := c.Relay.Invite(r.Context(), who.actor(), role, where, life)
	if err != nil {
		return err
	}
	made := invitation{Role: role, Where: where, Until: c.Now().Add(life), Command: "/start inv-" + code}
	if bot := c.Bot(); bot != "" {
		made.Link = "https://t.me/" + bot + "?start=inv-" + code
	}
	return c.render(w, r, who, "people-invited", made)
}
