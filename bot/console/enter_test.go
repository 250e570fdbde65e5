package console

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"relais/bot/relay"
)

func TestLinkIsUsedOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		code := h.door(t, ofSanitas)
		v := &visitor{h: h}
		for range 3 { // programs that preview links
			if a := v.get(t, "/console/entrer?code="+code); a.status != http.StatusOK || !strings.Contains(a.body, code) || v.token != "" {
				t.Fatalf("GET: status %d, token %q", a.status, v.token)
			}
		}
		if a := v.post(t, "/console/entrer", url.Values{"code": {code}}); a.status != http.StatusSeeOther || a.header.Get("Location") != "/console/" {
			t.Fatalf("POST: status %d", a.status)
		}
		if a := v.get(t, "/console/saisies"); a.status != http.StatusOK {
			t.Fatalf("inside: status %d", a.status)
		}
		thief := &visitor{h: h}
		a := thief.post(t, "/console/entrer", url.Values{"code": {code}})
		if a.status != http.StatusForbidden || thief.token != "" || !strings.Contains(a.body, "ne marche plus") {
			t.Errorf("again: status %d, token %q", a.status, thief.token)
		}
	})
}

func TestLinkExpires(t *testing.T) {
	h := oneHouse(t)
	code := h.door(t, boss)
	h.clock = h.clock.Add(relay.DoorLife + time.Second)
	v := &visitor{h: h}
	if a := v.post(t, "/console/entrer", url.Values{"code": {code}}); a.status != http.StatusForbidden || v.token != "" {
		t.Errorf("status %d", a.status)
	}
}

func TestSessionEnds(t *testing.T) {
	ends := map[string]func(t *testing.T, h *house, v *visitor){
		"in time": func(_ *testing.T, h *house, _ *visitor) { h.clock = h.clock.Add(relay.SessionLife + time.Second) },
		"with the person": func(t *testing.T, h *house, _ *visitor) {
			if err := h.log.SetState(t.Context(), h.log.Pseudonym(boss), h.log.Pseudonym(ofSanitas), relay.Removed); err != nil {
				t.Fatal(err)
			}
		},
		"while the person is paused": func(t *testing.T, h *house, _ *visitor) {
			if err := h.log.SetState(t.Context(), h.log.Pseudonym(boss), h.log.Pseudonym(ofSanitas), relay.Paused); err != nil {
				t.Fatal(err)
			}
		},
		"when leaving": func(t *testing.T, _ *house, v *visitor) {
			stay := v.token
			a := v.post(t, "/console/sortir", nil)
			if a.status != http.StatusSeeOther || v.token != "" {
				t.Errorf("leaving: status %d, token %q", a.status, v.token)
			}
			v.token = stay // whoever kept the cookie
		},
		"with the next one": func(t *testing.T, h *house, v *visitor) {
			before := v.token
			v.post(t, "/console/entrer", url.Values{"code": {h.door(t, ofSanitas)}})
			if v.token == before {
				t.Error("no new session")
			}
			v.token = before
		},
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				v := h.visit(t, ofSanitas)
				if a := v.get(t, "/console/saisies"); a.status != http.StatusOK {
					t.Fatalf("before: status %d", a.status)
				}
				end(t, h, v)
				if a := v.get(t, "/console/saisies"); a.status != http.StatusUnauthorized || !strings.Contains(a.body, "/console</kbd>") {
					t.Errorf("after: status %d", a.status)
				}
			})
		})
	}
}

func TestPagesAskedByScriptsReload(t *testing.T) {
	h := oneHouse(t)
	r := formRequest("/console/saisies", nil)
	r.Method = http.MethodGet
	r.Header.Set("HX-Request", "true")
	if a := (&visitor{h: h}).send(t, r); a.header.Get("HX-Refresh") != "true" {
		t.Errorf("headers %v", a.header)
	}
}

// told is what Telegram tells a Mini App about somebody.
func told(who int64, at time.Time) map[string]string {
	return map[string]string{
		"user":      `{"id":` + strconv.FormatInt(who, 10) + `,"first_name":"Zoë + 100 % d’À côté & co=x","username":"zoe"}`,
		"auth_date": strconv.FormatInt(at.Unix(), 10), "chat_instance": "-42", "query_id": "AAH+/=%",
	}
}

// hashed adds the HMAC of a bot, and writes init data.
func hashed(token string, fields map[string]string) string {
	fields = maps.Clone(fields)
	fields["hash"] = hex.EncodeToString(initHash(token, fields))
	return written(fields)
}

// signed adds the signature of a key.
func signed(key ed25519.PrivateKey, token string, fields map[string]string) string {
	fields = maps.Clone(fields)
	fields["signature"] = base64.RawURLEncoding.EncodeToString(ed25519.Sign(key, []byte(signedLines(token, fields))))
	return written(fields)
}

func written(fields map[string]string) string {
	values := url.Values{}
	for name, value := range fields {
		values.Set(name, value)
	}
	return strings.ReplaceAll(values.Encode(), "+", "%20") // as Telegram writes
}

func TestMiniApp(t *testing.T) {
	h := oneHouse(t)
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	h.telegram = public
	now := h.clock
	good := hashed(houseToken, told(boss, now))
	tests := []struct {
		name, data string
		in         bool
	}{
		{"HMAC", good, true},
		{"HMAC, ten minutes ago", hashed(houseToken, told(boss, now.Add(-10*time.Minute))), true},
		{"signature", signed(private, houseToken, told(boss, now)), true},
		{"both", hashed(houseToken, map[string]string{"user": told(boss, now)["user"], "auth_date": told(boss, now)["auth_date"], "signature": "AAAA"}), true},
		{"nothing", "", false},
		{"no proof", written(told(boss, now)), false},
		{"HMAC, too old", hashed(houseToken, told(boss, now.Add(-10*time.Minute-time.Second))), false},
		{"signature, too old", signed(private, houseToken, told(boss, now.Add(-11*time.Minute))), false},
		{"from the future", hashed(houseToken, told(boss, now.Add(time.Hour))), false},
		{"another bot", hashed("1:other", told(boss, now)), false},
		{"no token", hashed("", told(boss, now)), false},
		{"another signer", signed(stranger, houseToken, told(boss, now)), false},
		{"signed for another bot", signed(private, "1:other", told(boss, now)), false},
		{"another person", strings.Replace(hashed(houseToken, told(awa, now)), "id%22%3A5", "id%22%3A1", 1), false},
		{"a field more", good + "&extra=1", false},
		{"a field less", strings.Replace(good, "chat_instance=-42", "", 1), false},
		{"a field twice", good + "&auth_date=" + strconv.FormatInt(now.Unix(), 10), false},
		{"hash cut short", good[:strings.Index(good, "hash=")+9] + good[strings.Index(good, "hash=")+69:], false},
		{"no date", hashed(houseToken, map[string]string{"user": `{"id":1}`}), false},
		{"no person", hashed(houseToken, map[string]string{"auth_date": told(boss, now)["auth_date"]}), false},
		{"a bot", hashed(houseToken, map[string]string{"user": `{"id":1,"is_bot":true}`, "auth_date": told(boss, now)["auth_date"]}), false},
		{"broken", "%zz&hash=00", false},
		{"an operator", hashed(houseToken, told(awa, now)), false},
		{"somebody never seen", hashed(houseToken, told(nobody, now)), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h.entering = newPace(60, 60, h.Now)
			v := &visitor{h: h}
			a := v.post(t, "/console/app", url.Values{"init": {test.data}})
			if in := a.status == http.StatusSeeOther && v.token != ""; in != test.in || !in && a.status != http.StatusForbidden {
				t.Errorf("status %d, token %q", a.status, v.token)
			}
		})
	}
	if strings.Contains(h.logs.String(), "Zoë") {
		t.Error("the log holds a name")
	}
}

// TestTelegramsKey signs nothing: it sees that the key is one, and that it is
// the one in use.
func TestTelegramsKey(t *testing.T) {
	if h := oneHouse(t); len(telegramKey) != ed25519.PublicKeySize || !h.telegram.Equal(telegramKey) {
		t.Errorf("key of %d bytes", len(telegramKey))
	}
}

func FuzzInitUser(f *testing.F) {
	now := time.Date(2026, 11, 18, 14, 0, 0, 0, time.UTC)
	c := &Console{Options: Options{Token: "1:a", Now: func() time.Time { return now }}, telegram: telegramKey}
	f.Add(written(told(1, now)))
	f.Add("hash=00&user={}&auth_date=1")
	f.Add("signature=%%&a;b=c")
	f.Fuzz(func(t *testing.T, data string) {
		if id, err := c.initUser(data); err == nil {
			t.Errorf("%q lets %d in", data, id)
		}
	})
}
