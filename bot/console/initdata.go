package console

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// initLife is how old the data of a Mini App may be: it is read right after the
// Mini App opens. initAhead is how far Telegram's clock may be ahead of ours.
const (
	initLife  = 10 * time.Minute
	initAhead = time.Minute
)

// telegramKey is Telegram's public key for the data of Mini Apps, in production.
var telegramKey = func() ed25519.PublicKey {
	key, err := hex.DecodeString("e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d")
	if err != nil {
		panic(err)
	}
	return key
}()

// initUser finds who opened a Mini App, from the init data Telegram gave it.
// Either proof is enough: "hash", an HMAC under the token of the bot, or
// "signature", by Telegram itself. errInit when there is none, when the data is
// more than initLife old, or tells no person.
func (c *Console) initUser(data string) (operator int64, err error) {
	fields, err := initFields(data)
	if err != nil || !c.provedByHash(fields) && !c.provedBySignature(fields) {
		return 0, errInit
	}
	seconds, err := strconv.ParseInt(fields["auth_date"], 10, 64)
	if age := c.Now().Sub(time.Unix(seconds, 0)); err != nil || age > initLife || age < -initAhead {
		return 0, errInit
	}
	var user struct {
		ID  int64 `json:"id"`
		Bot bool  `json:"is_bot"`
	}
	if json.Unmarshal([]byte(fields["user"]), &user) != nil || user.ID <= 0 || user.Bot {
		return 0, errInit
	}
	return user.ID, nil
}

// initFields decodes init data, written as a query. A name given twice is
// refused: it could be read in two ways.
func initFields(data string) (map[string]string, error) {
	values, err := url.ParseQuery(data)
	if err != nil {
		return nil, errInit
	}
	fields := map[string]string{}
	for name, list := range values {
		if len(list) != 1 {
			return nil, errInit
		}
		fields[name] = list[0]
	}
	return fields, nil
}

// initLines writes the fields that are not left out the way they are signed:
// sorted, one a line.
func initLines(fields map[string]string, left ...string) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(left, name) {
			lines = append(lines, name+"="+fields[name])
		}
	}
	return strings.Join(lines, "\n")
}

func (c *Console) provedByHash(fields map[string]string) bool {
	got, err := hex.DecodeString(fields["hash"])
	return err == nil && c.Token != "" && hmac.Equal(got, initHash(c.Token, fields))
}

// initHash is the HMAC of all fields but "hash", under a key made of the token.
func initHash(token string, fields map[string]string) []byte {
	key := hmac.New(sha256.New, []byte("WebAppData"))
	key.Write([]byte(token))
	mac := hmac.New(sha256.New, key.Sum(nil))
	mac.Write([]byte(initLines(fields, "hash")))
	return mac.Sum(nil)
}

func (c *Console) provedBySignature(fields map[string]string) bool {
	signature, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(fields["signature"], "="))
	return err == nil && len(signature) == ed25519.SignatureSize && c.Token != "" &&
		ed25519.Verify(c.telegram, []byte(signedLines(c.Token, fields)), signature)
}

// signedLines is what Telegram signs: which bot, then the fields.
func signedLines(token string, fields map[string]string) string {
	bot, _, _ := strings.Cut(token, ":")
	return bot + ":WebAppData\n" + initLines(fields, "hash", "signature")
}
