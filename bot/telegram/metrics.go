package telegram

import (
	"github.com/prometheus/client_golang/prometheus"
)

// metrics are the figures of the edge. Labels are closed lists: kinds of update
// and classes of error, never a chat.
type metrics struct {
	received   *prometheus.CounterVec
	handled    *prometheus.CounterVec
	failed     *prometheus.CounterVec
	dead       *prometheus.CounterVec
	sendErrors *prometheus.CounterVec
	duration   *prometheus.HistogramVec
	depth      prometheus.Gauge
}

// newMetrics makes the figures and registers them, unless reg is nil.
func newMetrics(reg prometheus.Registerer) (*metrics, error) {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: "relais", Subsystem: "telegram", Name: name, Help: help}, labels)
	}
	m := &metrics{
		received:   counter("updates_received_total", "Updates committed to the inbox, each once.", "kind"),
		handled:    counter("updates_handled_total", "Updates handled.", "kind"),
		failed:     counter("updates_failed_total", "Failed attempts to handle an update.", "class"),
		dead:       counter("updates_dead_total", "Updates given up.", "kind", "class"),
		sendErrors: counter("send_errors_total", "Calls to the Bot API that failed.", "class"),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "relais", Subsystem: "telegram", Name: "handle_seconds",
			Help:    "Time taken to handle an update, waits for Telegram's limits included.",
			Buckets: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 5, 15, 60}}, []string{"kind"}),
		depth: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: "relais", Subsystem: "telegram", Name: "inbox_depth",
			Help: "Updates waiting in the inbox."}),
	}
	if reg == nil {
		return m, nil
	}
	for _, c := range []prometheus.Collector{m.received, m.handled, m.failed, m.dead, m.sendErrors, m.duration, m.depth} {
		if err := reg.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}
