package announce

import "slices"

// Fits tells whether an item is for a subscription: sent to everyone, or of its
// kinds, of one of its themes and in one of its places. An item without theme
// fits any theme, one without place any place. What happens in a quarter fits
// its commune; what is for a whole commune fits only who chose the commune.
// Whether the subscription is active, muted or of another rhythm is not asked.
//
// The item's commune must be told beside its quarter, as in every item a Board
// returns.
func Fits(it Item, s Subscription) bool {
	if it.Reach == Everyone {
		return true
	}
	if len(s.Kinds) > 0 && !slices.Contains(s.Kinds, it.Kind) {
		return false
	}
	if len(s.Themes) > 0 && len(it.Themes) > 0 && !meet(it.Themes, s.Themes) {
		return false
	}
	nowhere := it.Quartier == "" && it.Commune == ""
	return nowhere || len(s.Places) == 0 ||
		it.Quartier != "" && slices.Contains(s.Places, it.Quartier) ||
		it.Commune != "" && slices.Contains(s.Places, it.Commune)
}
