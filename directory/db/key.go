package db

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
)

// Key is the secret of an installation (RELAIS_SECRET). It is kept outside
// the database: whoever holds the database alone can neither read a sealed
// value nor find whose a pseudonym is.
type Key struct{ secret []byte }

// MinSecret is the least length of a secret, in bytes.
const MinSecret = 16

// ErrSealed is returned when a sealed value cannot be opened: it was sealed
// with another secret, for another purpose, or was changed.
var ErrSealed = errors.New("sealed value cannot be opened with this secret")

// NewKey makes a Key of a secret of at least MinSecret bytes.
func NewKey(secret string) (Key, error) {
	if len(secret) < MinSecret {
		return Key{}, fmt.Errorf("secret of %d bytes, at least %d are needed", len(secret), MinSecret)
	}
	return Key{secret: []byte(secret)}, nil
}

func (k Key) derive(purpose string) []byte {
	out, err := hkdf.Key(sha256.New, k.secret, nil, "relais/"+purpose, 32)
	if err != nil {
		panic(err) // only for lengths no caller uses
	}
	return out
}

// Seal encrypts plain with AES-256-GCM under a key derived for purpose.
func (k Key) Seal(purpose string, plain []byte) ([]byte, error) {
	aead, err := k.aead(purpose)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	rand.Read(nonce)
	return aead.Seal(nonce, nonce, plain, nil), nil
}

// Open decrypts what Seal made for the same purpose.
func (k Key) Open(purpose string, sealed []byte) ([]byte, error) {
	aead, err := k.aead(purpose)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, ErrSealed
	}
	plain, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

func (k Key) aead(purpose string) (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.derive(purpose))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Pseudonym is the keyed name of a Telegram id for a purpose: 22 characters,
// always the same for the same id, meaningless without the secret. Two
// purposes give two names that cannot be joined.
func (k Key) Pseudonym(purpose string, id int64) string {
	mac := hmac.New(sha256.New, k.derive("pseudonym/"+purpose))
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(id))
	mac.Write(b[:])
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}
