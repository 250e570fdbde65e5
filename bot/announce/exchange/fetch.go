package exchange

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Times and limits of one look.
const (
	lookTime     = 30 * time.Second
	dialTime     = 10 * time.Second
	maxRedirects = 5
	maxWait      = 7 * 24 * time.Hour // of Retry-After
)

var errRedirects = errors.New("too many redirections")

// client is a client that reaches public addresses only, and no proxy, behind
// which it could not tell.
func client(allowed func(netip.Addr) error) *http.Client {
	dialer := &net.Dialer{Timeout: dialTime, Control: control(allowed)}
	return &http.Client{
		Timeout: lookTime,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTime, ResponseHeaderTimeout: lookTime,
			MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(next *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects || next.URL.Scheme != "http" && next.URL.Scheme != "https" || next.URL.User != nil {
				return errRedirects
			}
			return nil
		},
	}
}

// answer is what a feed answered.
type answer struct {
	same           bool // nothing changed since the last look
	data           []byte
	etag, modified string
	wait           time.Duration // asked for by Retry-After
	problem        *Problem
}

// fetch asks a feed once.
func (p *Poller) fetch(ctx context.Context, f Feed) answer {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if err != nil {
		return answer{problem: &Problem{Code: CodeAddress}}
	}
	req.Header.Set("User-Agent", p.agent)
	req.Header.Set("Accept", "text/calendar, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5")
	if f.etag != "" {
		req.Header.Set("If-None-Match", f.etag)
	}
	if f.modified != "" {
		req.Header.Set("If-Modified-Since", f.modified)
	}
	res, err := p.client.Do(req)
	if err != nil {
		return answer{problem: networkProblem(err)}
	}
	defer res.Body.Close()
	out := answer{etag: header(res, "ETag"), modified: header(res, "Last-Modified"), wait: retryAfter(res, p.now())}
	switch res.StatusCode {
	case http.StatusOK:
		if out.data, err = readAll(res.Body); err != nil {
			out.problem = networkProblem(err)
		}
	case http.StatusNotModified:
		out.same = true
	case http.StatusGone:
		out.problem = &Problem{Code: CodeGone}
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		out.problem = &Problem{Code: CodeBusy}
	default:
		out.problem = &Problem{Code: CodeStatus, Args: []string{strconv.Itoa(res.StatusCode)}}
	}
	return out
}

// header is a header fit to be kept and sent back.
func header(res *http.Response, name string) string {
	v := res.Header.Get(name)
	if len(v) > 300 {
		return ""
	}
	return v
}

// retryAfter is how long an answer asks to wait, in seconds or until a date.
func retryAfter(res *http.Response, now time.Time) time.Duration {
	v := strings.TrimSpace(res.Header.Get("Retry-After"))
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), int(maxWait/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(v); err == nil {
		return min(max(at.Sub(now), 0), maxWait)
	}
	return 0
}

// networkProblem tells why there was no answer.
func networkProblem(err error) *Problem {
	var known *Problem
	var unsure *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, errPrivate):
		return &Problem{Code: CodePrivate}
	case errors.Is(err, errRedirects):
		return &Problem{Code: CodeRedirects}
	case errors.As(err, &unsure), errors.As(err, &authority):
		return &Problem{Code: CodeSecure}
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return &Problem{Code: CodeTimeout}
	}
	return &Problem{Code: CodeNetwork}
}
