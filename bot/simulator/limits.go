package simulator

import (
	"math"
	"strings"

	"golang.org/x/time/rate"
)

// Limits are Telegram's rates for what a bot sends. Above them it answers 429.
type Limits struct {
	PerSecond      float64 // in all
	ChatPerSecond  float64 // in one private chat
	ChatBurst      int     // tolerated at once in one chat
	GroupPerMinute float64 // in one group
}

// TelegramLimits are the rates Telegram speaks of; the exact ones are not published.
func TelegramLimits() *Limits {
	return &Limits{PerSecond: 30, ChatPerSecond: 1, ChatBurst: 5, GroupPerMinute: 20}
}

type limiter struct {
	Limits
	all   *rate.Limiter
	chats map[int64]*rate.Limiter
}

func newLimiter(l Limits) *limiter {
	burst := int(max(l.PerSecond, 1))
	return &limiter{Limits: l, all: rate.NewLimiter(rate.Limit(l.PerSecond), burst), chats: map[int64]*rate.Limiter{}}
}

// take counts a send or an edit; it returns the seconds to wait, 0 when allowed.
func (l *limiter) take(s *Simulator, method string, chatID int64) int {
	if l == nil || chatID == 0 || method == "sendChatAction" ||
		!strings.HasPrefix(method, "send") && !strings.HasPrefix(method, "edit") {
		return 0
	}
	one := l.chats[chatID]
	if one == nil {
		one = rate.NewLimiter(rate.Limit(l.ChatPerSecond), max(l.ChatBurst, 1))
		if chatID < 0 {
			one = rate.NewLimiter(rate.Limit(l.GroupPerMinute/60), int(max(l.GroupPerMinute, 1)))
		}
		l.chats[chatID] = one
	}
	now := s.now()
	for _, r := range []*rate.Limiter{l.all, one} {
		reserved := r.ReserveN(now, 1)
		if d := reserved.DelayFrom(now); d > 0 {
			reserved.CancelAt(now)
			return max(int(math.Ceil(d.Seconds())), 1)
		}
	}
	return 0
}
