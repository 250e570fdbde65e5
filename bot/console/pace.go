package console

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pace limits how often one address may do something. Addresses stay in memory,
// and are forgotten within the hour.
type pace struct {
	mu       sync.Mutex
	now      func() time.Time
	every    rate.Limit
	burst    int
	since    time.Time
	limiters map[string]*rate.Limiter
}

// newPace allows burst at once, then perMinute.
func newPace(perMinute, burst int, now func() time.Time) *pace {
	return &pace{now: now, every: rate.Limit(float64(perMinute) / 60), burst: burst, limiters: map[string]*rate.Limiter{}}
}

// maxAddresses bounds the memory of a pace.
const maxAddresses = 10_000

// allow tells whether the sender of a request may do it once more.
func (p *pace) allow(r *http.Request) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.since) > time.Hour || len(p.limiters) >= maxAddresses {
		p.since = now
		clear(p.limiters)
	}
	from := sender(r)
	l := p.limiters[from]
	if l == nil {
		l = rate.NewLimiter(p.every, p.burst)
		p.limiters[from] = l
	}
	return l.AllowN(now, 1)
}

// sender is the address a request comes from. One that comes from this machine
// or its own network came through a proxy, which wrote the address last.
func sender(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if a, err := netip.ParseAddr(host); err == nil && (a.IsLoopback() || a.IsPrivate()) {
		hops := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if last := strings.TrimSpace(hops[len(hops)-1]); last != "" {
			return last
		}
	}
	return host
}
