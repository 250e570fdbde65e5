package hours

import "strings"

// appointmentWords are how comments ask for an appointment, in lower case.
var appointmentWords = []string{"rendez-vous", "rendez vous", "rdv", "r.d.v", "appointment", "sur réservation", "sur inscription"}

// refusals tell that no appointment is needed.
var refusals = []string{"sans rendez-vous", "sans rendez vous", "sans rdv", "without appointment"}

// asksAppointment tells whether a comment asks for an appointment. One that
// offers both ("avec ou sans rendez-vous") does not.
func asksAppointment(comment string) bool {
	c := strings.ToLower(comment)
	for _, r := range refusals {
		if strings.Contains(c, r) {
			return false
		}
	}
	for _, w := range appointmentWords {
		if strings.Contains(c, w) {
			return true
		}
	}
	return false
}

// onlyAppointment tells whether a remark says nothing but "by appointment".
func onlyAppointment(remark string) bool {
	for _, f := range strings.Fields(strings.ToLower(remark)) {
		switch f {
		case "uniquement", "seulement", "sur", "avec", "prise", "de", "rendez-vous", "rendez", "vous", "rdv":
		default:
			return false
		}
	}
	return asksAppointment(remark)
}
