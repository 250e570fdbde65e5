package bot

import (
	"testing"

	"relais/bot/announce"
)

func TestReadContact(t *testing.T) {
	for in, good := range map[string]bool{
		"06 12": false, "tél. 06 12": false, "02 47 12 34 5": false, "1234": false, "0612": false,
		"06 12 34 56 78": true, "+33 6 12 34 56 78": true, "3114": true, "115": true, "15 ou 02 47 12 34 56": true,
		"116 117": true, "accueil@exemple.fr": true, "12 rue des Halles, 37000 Tours": true, "": true,
	} {
		it := announce.Item{}
		if err := readContact(&it, in, moment); (err == nil) != good {
			t.Errorf("%q: %v", in, err)
		}
	}
}
