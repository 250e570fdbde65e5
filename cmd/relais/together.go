package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// together runs parts until all have ended. The first that fails, or ctx,
// stops the others; the error is the first failure.
func together(ctx context.Context, parts ...func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ended := make(chan error, len(parts))
	for _, part := range parts {
		go func() { ended <- part(ctx) }()
	}
	var first error
	for range parts {
		err := <-ended
		if err != nil && first == nil {
			first = err
			stop(err)
		}
	}
	return first
}

// serveUntil serves HTTP until ctx ends, then lets requests under way finish
// for five seconds.
func serveUntil(ctx context.Context, h *http.Server, listener net.Listener) error {
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// The parent is over: stopping has its own time.
	stopping, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := h.Shutdown(stopping)
	if errors.Is(err, context.DeadlineExceeded) {
		err = h.Close()
	}
	return err
}
