package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"relais/bot/relay/figures"
	"relais/bot/simulator"
	"relais/bot/text"
	"relais/directory/db"
	"relais/directory/db/dbtest"
)

// operator is who asks; Telegram tells the bot all of this.
var operator = simulator.Person{ID: 7364519283, FirstName: "Zbigniewa", LastName: "Kowalczyk", Username: "zbigkow37"}

// overseer reads the figures; nothing of her may be found anywhere either.
var overseer = simulator.Person{ID: 8127364559, FirstName: "Xanthippa", LastName: "Wrzeszcz", Username: "xanthwrz64"}

// confided are questions that say who the person helped is. None of it may be
// found anywhere, nor what is known of the operator.
var confided = []string{
	"dentiste pour Mme Aminata Vandenbrouckx, née le 14/03/1987, 06 71 92 83 45",
	"médecin pour vandenbrouckx@exemple.test, NIR 2 87 03 37 261 042 31, 12 rue des Xérophytes à Tours",
	"son mari xylophoniste boit trop d’alcool",
	"elle veut mourir, elle s’appelle Oriflamme",
}

// addressed are more of them: a family, a street, a foreign number, a child, an
// account.
var addressed = []string{
	"aide alimentaire pour la famille Quetzalcoatl, 3 bis allée des Ornithorynques, +32 475 12 99 31, il joue du bombardon",
	"orthophoniste pour Clotilda Brimborion, 5 ans, FR76 3000 1007 9412 3456 7890 185, b.brimborion@courrier.test",
}

var forbidden = []string{
	"Aminata", "Vandenbrouckx", "14/03/1987", "1987-03-14", "14 mars 1987", "06 71 92 83 45", "0671928345", "+33671928345",
	"exemple.test", "2 87 03 37 261 042", "287033726104231", "2870337261042", "Xérophytes", "xerophyt", "xylophonist", "Oriflamme",
	"sanglantes", "Bertignolle", "06 11 22 77 99", "0611227799", "+33611227799",
	"Quetzalcoatl", "Ornithorynques", "ornithorynq", "475 12 99 31", "475129931", "Clotilda", "Brimborion", "3000 1007 9412", "FR7630001007941234567890185",
	"bombardon", "courrier.test", "catachrès", "catachres",
	"7364519283", "Zbigniewa", "Kowalczyk", "zbigkow37", "8127364559", "Xanthippa", "Wrzeszcz", "xanthwrz64", simulator.DefaultToken, "SIMULATEUR", testSecret,
}

// leaks looks for what is forbidden, whatever its case, as text or in the
// hexadecimal of a PostgreSQL dump.
func leaks(t *testing.T, where string, data []byte) {
	t.Helper()
	low := bytes.ToLower(data)
	for _, word := range forbidden {
		word = strings.ToLower(word)
		if bytes.Contains(low, []byte(word)) || bytes.Contains(low, []byte(hex.EncodeToString([]byte(word)))) {
			t.Errorf("%s holds %q", where, word)
		}
	}
	for _, n := range []int64{operator.ID, overseer.ID} { // SQLite writes them in six bytes
		id := []byte{byte(n >> 40), byte(n >> 32), byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
		if bytes.Contains(data, id) {
			t.Errorf("%s holds an id of Telegram as an integer", where)
		}
	}
}

// searchFolder goes through all files below a folder.
func searchFolder(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		leaks(t, path, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// dump writes every row of every table as text.
func dump(t *testing.T, d *db.DB) string {
	t.Helper()
	var b strings.Builder
	err := d.View(t.Context(), func(tx *db.Tx) error {
		var tables []string
		err := tx.Rows(t.Context(), `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
			WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`, nil,
			func(scan func(...any) error) error {
				var name string
				err := scan(&name)
				tables = append(tables, name)
				return err
			})
		if err != nil {
			return err
		}
		for _, table := range tables {
			fmt.Fprintln(&b, "--", table)
			err := tx.Rows(t.Context(), "SELECT x::text FROM "+table+" x", nil, func(scan func(...any) error) error {
				var row string
				err := scan(&row)
				fmt.Fprintln(&b, row)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// searchAll goes through all the program leaves behind. The name of a service
// must be found where services are: a search that finds nothing proves nothing.
func (s *stage) searchAll(when string, log string) {
	s.t.Helper()
	const known = "Port-Bretagne"
	address := s.env["RELAIS_DATABASE"]
	leaks(s.t, when+", log", []byte(log))
	searchFolder(s.t, s.env["HOME"])
	if db.IsPostgres(address) {
		all := dump(s.t, dbtest.Open(s.t, address))
		leaks(s.t, when+", database", []byte(all))
		if !strings.Contains(all, known) || !strings.Contains(all, "relay_questions") {
			s.t.Errorf("%s: the dump has no service", when)
		}
		return
	}
	searchFolder(s.t, address)
	file, err := os.ReadFile(filepath.Join(address, db.FileName))
	wal, walErr := os.ReadFile(filepath.Join(address, db.FileName+"-wal"))
	if err != nil || !bytes.Contains(append(file, wal...), []byte(known)) {
		s.t.Errorf("%s: the database has no service (%v, %v)", when, err, walErr)
	}
}

// TestNothingPersonalIsLeft looks through database, journal of the database,
// index and log: in the middle of the work, after the program is killed, after
// it has started again and done the rest, and once it has ended.
func TestNothingPersonalIsLeft(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		s := newStage(t, address)
		s.sim.ExpectMany("getUpdates", "terminated by other getUpdates request")
		who := s.sim.AddPerson(operator)
		p := s.serve()
		ready(t, p.log)
		s.sim.Fault(simulator.Fault{Method: "sendMessage", Times: -1, Hang: time.Minute})
		for _, q := range confided {
			who.Send(0, q)
		}
		until(t, "the first question is being answered", 20*time.Second, func() bool {
			d := dbtest.Open(t, address)
			defer d.Close()
			return count(t, d, `SELECT COUNT(*) FROM inbox WHERE state = 'waiting' AND payload IS NOT NULL`) == len(confided)
		})
		p.kill()
		s.searchAll("killed", p.log.String())

		s.sim.ClearFaults()
		p = s.serve()
		log := p.log
		sent := func(n int) func() bool {
			return func() bool { return len(answers(s.sim.Messages(who.ID))) >= n }
		}
		until(t, "danger card and answers", 40*time.Second, sent(4))
		id, _ := who.Send(0, "assistante sociale pour Bertignolle, 06 11 22 77 99")
		until(t, "one more", 20*time.Second, sent(5))
		who.Edit(0, id, "assistante sociale pour M. Bertignolle, il a les mains sanglantes")
		who.SendContact(0, "+33611227799", "Bertignolle", false)
		if _, err := who.Inline(t.Context(), "dentiste Vandenbrouckx", ""); err != nil {
			t.Error(err)
		}
		s.browse(who)
		d := dbtest.Open(t, address)
		until(t, "all handled", 30*time.Second, func() bool {
			return s.sim.Pending() == 0 && count(t, d, `SELECT COUNT(*) FROM inbox WHERE state = 'waiting'`) == 0
		})
		s.searchAll("running", log.String())
		if left := count(t, d, `SELECT COUNT(*) FROM inbox WHERE payload IS NOT NULL`); left != 0 {
			t.Errorf("%d payloads left", left)
		}
		if n := count(t, d, `SELECT COUNT(*) FROM inbox`); n < len(confided)+4 {
			t.Errorf("%d updates in the inbox", n)
		}
		p.stop()
		s.searchAll("ended", log.String())
		if !strings.Contains(log.String(), "update handled") {
			t.Error("the log says nothing")
		}
	})
}

// browse taps through the last answer with a card: opens it, refers, flags.
func (s *stage) browse(who *simulator.Actor) {
	s.t.Helper()
	var shown simulator.Message
	for _, m := range answers(s.sim.Messages(who.ID)) {
		if _, ok := m.Button("1"); ok {
			shown = m
		}
	}
	for _, button := range []string{"1", "✔️ J’oriente"} {
		if _, err := who.TapWait(s.t.Context(), 0, shown.ID, button); err != nil {
			s.t.Errorf("tap %s: %v", button, err)
			return
		}
		ctx := s.t.Context()
		if err := s.sim.WaitFor(ctx, who.ID, func(list []simulator.Message) bool {
			for _, m := range list {
				if _, ok := m.Button("✔️ J’oriente"); ok && button == "1" || strings.Contains(m.Text, "C’est noté") {
					return true
				}
			}
			return false
		}); err != nil {
			s.t.Error(err)
		}
	}
}

// pseudonyms are everything that names somebody in the tables: for each purpose a
// pseudonym of its own. messages are those they may have written.
func pseudonyms(t *testing.T, id int64, messages int) []string {
	t.Helper()
	key, err := db.NewKey(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, purpose := range []string{"operator", "digest", "subscriber"} {
		all = append(all, key.Pseudonym(purpose, id))
	}
	for _, purpose := range []string{"question", "browsing"} {
		for m := range messages {
			all = append(all, key.Pseudonym(fmt.Sprintf("%s/%d", purpose, id), int64(m)))
		}
	}
	return all
}

// lanes are the names that Telegram's updates of somebody come in under.
func lanes(t *testing.T, id int64) []string {
	t.Helper()
	key, err := db.NewKey(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	return []string{key.Pseudonym("lane", id), key.Pseudonym("inline lane", id), key.Pseudonym("pause", id)}
}

// relayed is the year of an operator in a few minutes: questions full of
// personal data, and everything that can be done with the answers.
func relayed(k talk) {
	k.s.t.Helper()
	k.tap("Association", "C’est noté")
	k.tap("Sanitas", "C’est noté")
	for _, q := range append(slices.Clone(confided), addressed...) {
		k.say(q, "")
	}
	id, _ := k.who.Send(0, "assistante sociale pour Bertignolle, 06 11 22 77 99")
	k.after("", func() { k.who.Edit(0, id, "assistante sociale pour M. Bertignolle, il a les mains sanglantes") })
	k.who.SendContact(0, "+33611227799", "Bertignolle", false)
	if _, err := k.who.Inline(k.s.t.Context(), "dentiste Vandenbrouckx", ""); err != nil {
		k.s.t.Error(err)
	}
	k.say("dentiste au sanitas pour Mme Vandenbrouckx", "Dentaire")
	k.tap("1", "")
	k.tap("J’oriente", "C’est noté")
	k.tap("Il faut l’accompagner", "accompagnement")
	k.tap("← Retour", "")
	k.tap("2", "")
	k.tap("Signaler une erreur", "faux")
	k.tap("Le téléphone", "")
	k.say("psy gratuit pour Oriflamme à Joué-lès-Tours", "")
	k.tap("Affiner", "")
	k.tap("Ce n’est pas ce que je voulais dire", "mal compris")
	k.tap("Le lieu", "c’est noté")
	k.tap("← Retour", "")
	k.tap("Rien ne convient", "Pourquoi")
	k.tap("Trop loin", "c’est noté")
	k.say("/moi", "Structure : association")
	k.say("/mon_activite", "Qu’est-ce que cela a donné")
	k.tap("Reçu", "")
}

// announced is a subscription, an announcement entered to its end, and one that
// is not.
func announced(k talk) {
	k.s.t.Helper()
	k.say("/abonnements", "")
	k.tap("Tout de suite", "Rythme")
	k.say("/proposer", "De quoi s’agit-il")
	k.tap("Alerte", "titre")
	k.say("Canicule", "")
	k.say("Buvez souvent, même sans soif.", "")
	k.tap("Passer", "")
	k.tap("Passer", "")
	k.tap("Partout", "")
	k.tap("Continuer", "")
	k.say("Ville de Tours", "")
	for range 5 {
		k.tap("Passer", "")
	}
	k.tap("Aux personnes que cela intéresse", "")
	k.tap("Proposer", "proposé")
	k.say("/proposer", "De quoi s’agit-il")
	k.tap("Alerte", "titre")
	k.say("Catachrèsomanie", "")
}

// overseen is what a coordinator does, in the chat and in the console; left is
// every file that left.
func coordinated(k talk, base string) (v *visitor, left map[string][]byte) {
	k.s.t.Helper()
	left = map[string][]byte{}
	left["/stats"] = []byte(spaced(k.say("/stats", "Demandes")))
	k.tap("Mois en cours", "Demandes")
	k.tap("Exporter", ".xlsx")
	for _, m := range answers(k.s.sim.Messages(k.who.ID)) {
		left[fmt.Sprintf("message %d", m.ID)] = []byte(spaced(m))
		if m.Document != nil {
			left["chat "+m.Document.Name] = k.s.sim.FileData(m.Document.ID)
		}
	}
	k.tap("M’écrire chaque lundi", "")
	v = k.door(base)
	v.do("/console/saisies/nouvelle", url.Values{"genre": {"reunion"}, "jour": {time.Now().Format(time.DateOnly)},
		"titre": {"Groupe santé du contrat de ville"}, "nombre": {"14"}, "partenaires": {"Ville de Tours"}, "lieu": {""}})
	item := v.get("/console/annonces/1").body
	form := url.Values{}
	for _, m := range fieldShape.FindAllSubmatch(item, -1) {
		form.Set(string(m[1]), html.UnescapeString(string(m[2])))
	}
	v.do("/console/annonces/1/valider", form)
	v.do("/console/relais/inviter", url.Values{"role": {"operator"}, "duree": {"7"}, "lieu": {""}})
	for link, a := range v.crawl(func(link string) bool {
		return !strings.Contains(link, "lieu=") && !strings.HasSuffix(link, "qr.png")
	}) {
		left[link] = a.body
	}
	return v, left
}

// reported is all that leaves by the command line, and the metrics.
func (s *stage) reported(base string) map[string][]byte {
	s.t.Helper()
	left := map[string][]byte{}
	for _, format := range []string{"text", "json"} {
		out, errs, err := relais(s.t.Context(), s.env, "", "report", "--format", format)
		if err != nil {
			s.t.Fatal(err)
		}
		left["report "+format] = []byte(out + errs)
	}
	for _, end := range []string{".pdf", ".xlsx", ".csv", ".json"} {
		file := filepath.Join(s.t.TempDir(), "bilan"+end)
		if _, _, err := relais(s.t.Context(), s.env, "", "report", "--period", time.Now().Format("2006"), "-o", file); err != nil {
			s.t.Fatal(err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			s.t.Fatal(err)
		}
		left["report"+end] = data
	}
	left["/metrics"] = newVisitor(s.t, base).get("/metrics").body
	return left
}

// TestTheWholeProgramKeepsSecrets does all that can be done, with personal data
// wherever there is room for it, then looks everywhere; asks for what is held,
// which must be all of it; and has it erased, which must leave nothing but the
// counts.
func TestTheWholeProgramKeepsSecrets(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, address string) {
		t.Parallel()
		s := newStage(t, address)
		base, log, stop := s.open(settings{"RELAIS_SEND": "true"})
		relayer, boss := s.join(operator, "mediator"), s.join(overseer, "administrator")
		var both sync.WaitGroup // a chat is answered once a second
		both.Go(func() { relayed(relayer) })
		both.Go(func() { announced(boss) })
		both.Wait()
		if t.Failed() {
			return
		}
		v, left := coordinated(boss, base)
		maps.Copy(left, s.reported(base))
		if len(left) < 60 {
			t.Errorf("only %d pages and files were read", len(left))
		}
		for name, data := range left {
			leaks(t, name, readable(t, name[:len(name)-len(query(name))], data))
		}
		d := dbtest.Open(t, address)
		s.idle(d)
		s.searchAll("running", log.String())
		for table, list := range rows(t, d) {
			leaks(t, "table "+table, []byte(strings.Join(list, "\n")))
		}
		for _, k := range []talk{relayer, boss} {
			s.heldIsAll(d, k)
		}
		before := totals(t, d)
		if before["needs/total/"] == 0 || before["acts/total/"] == 0 || before["unmet/total/"] == 0 || before["outcomes/total/"] == 0 ||
			before["misread/total/"] == 0 || before["flags/total/"] == 0 {
			t.Fatalf("counts %v", before)
		}
		for _, k := range []talk{relayer, boss} {
			k.say("/effacer", "Effacer tout")
			k.tap("Oui, tout effacer", "C’est effacé")
			s.idle(d)
			for table, n := range holding(rows(t, d), pseudonyms(t, k.who.ID, 200)) {
				t.Errorf("erased, %d rows of %s hold the person", n, table)
			}
			// Updates came in under a name of the chat, which goes after three days.
			for table, n := range holding(rows(t, d), lanes(t, k.who.ID)) {
				if table != "inbox" && table != "inbox_lanes" {
					t.Errorf("erased, %d rows of %s hold the chat", n, table)
				}
			}
			if diff := cmp.Diff(before, totals(t, d)); diff != "" {
				t.Errorf("counts before and after (-, +):\n%s", diff)
			}
		}
		if a := v.get("/console/"); a.status != http.StatusUnauthorized {
			t.Errorf("the session of who was erased: %d", a.status)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		s.searchAll("ended", log.String())
	})
}

// query is the part of an address after the question mark, with it.
func query(link string) string {
	_, q, found := strings.Cut(link, "?")
	if !found {
		return ""
	}
	return "?" + q
}

// idle waits until every update is handled.
func (s *stage) idle(d *db.DB) {
	s.t.Helper()
	until(s.t, "all handled", 30*time.Second, func() bool {
		return s.sim.Pending() == 0 && count(s.t, d, `SELECT COUNT(*) FROM inbox WHERE state = 'waiting'`) == 0
	})
}

// totals are all counts of the running month, as they are, by measure, dimension
// and value.
func totals(t *testing.T, d *db.DB) map[string]int {
	t.Helper()
	err := d.Update(t.Context(), func(tx *db.Tx) error { // so that all is counted again now
		_, err := tx.Exec(t.Context(), "DELETE FROM relay_months WHERE closed = 0")
		return err
	})
	f := figures.New(d, 1, time.Now)
	if err == nil {
		err = f.Tally(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	month := figures.MonthOf(time.Now())
	out := map[string]int{}
	for _, m := range figures.Measures {
		for _, by := range []figures.Dimension{figures.Total, figures.Theme, figures.Besoin, figures.Audience, figures.Need, figures.Age,
			figures.Structure, figures.Channel, figures.Danger, figures.Reason, figures.ThemeReason, figures.Act, figures.Outcome,
			figures.What, figures.ThemeWhat, figures.Service, figures.Quartier, figures.Commune} {
			if !figures.Available(m, by) {
				continue
			}
			table, err := f.Table(t.Context(), by, []figures.Measure{m}, figures.Period{From: month, To: month}, figures.Territory{})
			if err != nil {
				t.Fatal(err)
			}
			out[fmt.Sprintf("%s/total/", m)] = max(out[fmt.Sprintf("%s/total/", m)], table.Total.Cells[m].N)
			for _, r := range table.Rows {
				out[fmt.Sprintf("%s/%s/%s", m, by, r.ID)] = r.Cells[m].N
			}
		}
	}
	return out
}

// kept says where each table that may name a person is told of in what
// /mes_donnees sends: by as many lines as there are rows of theirs.
var kept = map[string]text.Sentence{
	"relay_questions": text.HeldQuestions, "relay_intents": text.HeldActs, "relay_unmet": text.HeldUnmet, "relay_flags": text.HeldFlags,
	"relay_corrections": text.HeldCorrections, "relay_sessions": text.HeldSessions, "relay_invites": text.HeldInvites,
	"relay_entries": text.HeldEntries, "relay_audit": text.HeldAudit, "announce_answers": text.HeldAnswers,
	"announce_items": text.HeldProposed,
}

// toldOf are tables told of by words rather than by lines.
var toldOf = map[string]string{
	"relay_people": "place dans Relais", "relay_homes": "lieu de travail", "relay_needs": "besoins exprimés", "relay_digests": "message du lundi",
	"relay_outcomes": "suite :", "announce_subscribers": "abonné", "announce_deliveries": "abonné", "announce_drafts": "Catachrèsomanie",
	"relay_browsing": "«", "announce_approvals": "announce-approve", "announce_mailings": "announce-approve", // by the line of the journal
}

// heldIsAll asks for what is held about somebody and compares it with the tables.
func (s *stage) heldIsAll(d *db.DB, k talk) {
	s.t.Helper()
	m := k.say("/mes_donnees", "mes-donnees-relais.txt")
	file := strings.ReplaceAll(string(s.sim.FileData(m.Document.ID)), "\u00a0", " ")
	s.idle(d)
	for table, n := range holding(rows(s.t, d), pseudonyms(s.t, k.who.ID, 200)) {
		title, listed := kept[table]
		words, told := toldOf[table]
		switch {
		case listed:
			if got := len(section(file, title)); got != n {
				s.t.Errorf("%d rows of %s are held about %d, %d are told", n, table, k.who.ID, got)
			}
		case !told || !strings.Contains(file, words):
			s.t.Errorf("%d rows of %s are held about %d and not told", n, table, k.who.ID)
		}
	}
	for _, secret := range []string{testSecret, simulator.DefaultToken} {
		if strings.Contains(file, secret) {
			s.t.Error("what is held tells a secret")
		}
	}
}

// section is the lines under a title, none for nothing.
func section(file string, title text.Sentence) (lines []string) {
	_, rest, _ := strings.Cut(file, "\n"+strings.ToUpper(strings.ReplaceAll(title.Say(), "\u00a0", " "))+"\n")
	body, _, _ := strings.Cut(rest, "\n\n")
	for line := range strings.SplitSeq(body, "\n") {
		if strings.HasPrefix(line, "- ") && line != "- "+text.HeldNothing.Say() {
			lines = append(lines, line)
		}
	}
	return lines
}
