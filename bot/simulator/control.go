package simulator

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// patience is how long the control API waits for the bot's answer to a tap or to an
// inline query.
const patience = 10 * time.Second

// sameOrigin refuses a page of elsewhere that would play with a simulator listening on
// this machine: the host must be local, and the origin, if told, the host itself.
func sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		u, err := url.Parse(origin)
		if !localHost(r.Host) || origin != "" && (err != nil || u.Host != r.Host) || r.Header.Get("Sec-Fetch-Site") == "cross-site" {
			http.Error(w, "Accès refusé : cette page ne s’ouvre que depuis cette machine.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func localHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

var errNoPerson = errors.New("no such person")

// action is the body of every POST under /sim/api/; each reads the fields it needs.
type action struct {
	Person     int64        `json:"person"`
	Chat       int64        `json:"chat"`
	Message    int          `json:"message"`
	ReplyTo    int          `json:"reply_to"`
	Text       string       `json:"text"`
	Button     string       `json:"button"` // text or data
	Data       string       `json:"data"`   // raw, even if the message has no such button
	NoWait     bool         `json:"no_wait"`
	Latitude   float64      `json:"latitude"`
	Longitude  float64      `json:"longitude"`
	Kind       string       `json:"kind"`
	Phone      string       `json:"phone"`
	Name       string       `json:"name"`
	Own        bool         `json:"own"`
	Query      string       `json:"query"`
	Offset     string       `json:"offset"`
	Result     InlineResult `json:"result"`
	Payload    string       `json:"payload"`
	Method     string       `json:"method"`
	Times      int          `json:"times"`
	Status     int          `json:"status"`
	RetryAfter int          `json:"retry_after"` // seconds
	HangMS     int          `json:"hang_ms"`
	Cut        bool         `json:"cut"`
	After      bool         `json:"after"`
	HTML       bool         `json:"html"`
}

// posted names what happened.
type posted struct {
	Message int   `json:"message_id"`
	Update  int64 `json:"update_id"`
}

func written(message int, update int64) (any, error) {
	if message == 0 {
		return nil, errors.New("nothing sent: unknown chat, blocked bot or empty text")
	}
	return posted{message, update}, nil
}

// routeControl serves the HTTP control API: everything an Actor and a test can do.
func (s *Simulator) routeControl(mux *http.ServeMux) {
	person := func(do func(context.Context, *Actor, action) (any, error)) http.HandlerFunc {
		return s.act(func(ctx context.Context, x action) (any, error) {
			a := s.Actor(x.Person)
			if a == nil {
				return nil, errNoPerson
			}
			return do(ctx, a, x)
		})
	}
	mux.HandleFunc("POST /sim/api/send", person(func(_ context.Context, a *Actor, x action) (any, error) {
		return written(a.Reply(x.Chat, x.ReplyTo, x.Text))
	}))
	mux.HandleFunc("POST /sim/api/start", person(func(_ context.Context, a *Actor, x action) (any, error) {
		if x.Payload != "" && !startPayload.MatchString(x.Payload) {
			return nil, errors.New("bad start payload")
		}
		return written(a.Start(x.Payload))
	}))
	mux.HandleFunc("POST /sim/api/edit", person(func(_ context.Context, a *Actor, x action) (any, error) {
		return posted{x.Message, a.Edit(x.Chat, x.Message, x.Text)}, nil
	}))
	mux.HandleFunc("POST /sim/api/location", person(func(_ context.Context, a *Actor, x action) (any, error) {
		return written(a.ShareLocation(x.Chat, x.Latitude, x.Longitude))
	}))
	mux.HandleFunc("POST /sim/api/contact", person(func(_ context.Context, a *Actor, x action) (any, error) {
		return written(a.SendContact(x.Chat, x.Phone, x.Name, x.Own))
	}))
	mux.HandleFunc("POST /sim/api/media", person(func(_ context.Context, a *Actor, x action) (any, error) {
		switch x.Kind {
		case Photo, Sticker, Voice, Document, Video:
			return written(a.SendMedia(x.Chat, x.Kind, x.Text))
		}
		return nil, errors.New("unknown kind of media")
	}))
	mux.HandleFunc("POST /sim/api/tap", person(tap))
	mux.HandleFunc("POST /sim/api/inline", person(func(ctx context.Context, a *Actor, x action) (any, error) {
		return a.Inline(ctx, x.Query, x.Offset)
	}))
	mux.HandleFunc("POST /sim/api/choose", person(func(_ context.Context, a *Actor, x action) (any, error) {
		return written(a.ChooseInline(x.Chat, x.Result), 0)
	}))
	mux.HandleFunc("POST /sim/api/block", person(func(_ context.Context, a *Actor, _ action) (any, error) {
		a.Block()
		return true, nil
	}))
	mux.HandleFunc("POST /sim/api/unblock", person(func(_ context.Context, a *Actor, _ action) (any, error) {
		a.Unblock()
		return true, nil
	}))
	s.routeTests(mux)
}

func tap(ctx context.Context, a *Actor, x action) (any, error) {
	id, err := "", error(nil)
	if x.Data != "" {
		id = a.TapData(x.Chat, x.Message, x.Data)
	} else {
		id, err = a.Tap(x.Chat, x.Message, x.Button)
	}
	if err != nil {
		return nil, err
	}
	if x.NoWait {
		return map[string]string{"query_id": id}, nil
	}
	return a.s.WaitAnswer(ctx, id)
}

// routeTests serves what a test drives and reads from another process.
func (s *Simulator) routeTests(mux *http.ServeMux) {
	mux.HandleFunc("POST /sim/api/fault", s.act(func(_ context.Context, x action) (any, error) {
		s.Fault(Fault{Method: x.Method, ChatID: x.Chat, Times: x.Times, Status: x.Status, RetryAfter: x.RetryAfter,
			Hang: time.Duration(x.HangMS) * time.Millisecond, Cut: x.Cut, After: x.After, HTML: x.HTML, Text: x.Text})
		return true, nil
	}))
	mux.HandleFunc("POST /sim/api/expect", s.act(func(_ context.Context, x action) (any, error) {
		s.expect(x.Method, x.Text, max(x.Times, 1))
		return true, nil
	}))
	mux.HandleFunc("POST /sim/api/person", decoded(func(p Person) (any, error) {
		if p.ID <= 0 || s.Actor(p.ID) != nil {
			return nil, errors.New("bad or repeated id")
		}
		return s.AddPerson(p).Person, nil
	}))
	mux.HandleFunc("POST /sim/api/group", decoded(func(g Group) (any, error) {
		if g.ID >= 0 || s.known(g.ID) {
			return nil, errors.New("bad or repeated id")
		}
		s.AddGroup(g)
		return g, nil
	}))
	mux.HandleFunc("POST /sim/api/migrate", s.act(func(_ context.Context, x action) (any, error) {
		if !s.isGroup(x.Chat) {
			return nil, errors.New("not a group")
		}
		return map[string]int64{"chat": s.Migrate(x.Chat)}, nil
	}))
	mux.HandleFunc("POST /sim/api/clear-faults", s.act(func(context.Context, action) (any, error) {
		s.ClearFaults()
		return true, nil
	}))
	mux.HandleFunc("GET /sim/api/messages", func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.ParseInt(r.FormValue("chat"), 10, 64)
		writeJSON(w, s.views(id))
	})
	mux.HandleFunc("GET /sim/api/refusals", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Refusals()) })
	mux.HandleFunc("GET /sim/api/calls", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Calls()) })
	mux.HandleFunc("GET /sim/api/pending", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Pending()) })
}

func (s *Simulator) act(do func(context.Context, action) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		decoded(func(x action) (any, error) { return do(ctx, x) })(w, r)
	}
}

// decoded answers 400 to a bad body, 422 to what cannot be done, 504 when the bot did
// not answer in time.
func decoded[T any](do func(T) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var x T
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&x); err != nil {
			http.Error(w, "bad JSON", http.StatusBadRequest)
			return
		}
		result, err := do(x)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			http.Error(w, "no answer from the bot", http.StatusGatewayTimeout)
		case err != nil:
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		default:
			writeJSON(w, result)
		}
	}
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(v) // the client may be gone: nothing to do
}
