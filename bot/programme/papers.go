package programme

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
)

// papers keeps the documents made last, and makes few at a time: drawing one
// costs far more than asking for it.
type papers struct {
	turns chan struct{}
	mu    sync.Mutex
	made  map[[32]byte][]byte
}

const (
	atOnce = 2  // documents being drawn
	kept   = 40 // documents
)

func newPapers() *papers {
	return &papers{turns: make(chan struct{}, atOnce), made: map[[32]byte][]byte{}}
}

// get gives the document of what it shows, drawn by draw unless it is kept.
func (p *papers) get(ctx context.Context, shows any, draw func() ([]byte, error)) ([]byte, error) {
	key := sha256.Sum256(fmt.Appendf(nil, "%+v", shows))
	if body := p.kept(key); body != nil {
		return body, nil
	}
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if body := p.kept(key); body != nil {
		return body, nil
	}
	body, err := draw()
	if err == nil {
		p.keep(key, body)
	}
	return body, err
}

func (p *papers) kept(key [32]byte) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.made[key]
}

func (p *papers) keep(key [32]byte, body []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.made) >= kept {
		clear(p.made)
	}
	p.made[key] = body
}
