// Package announce carries announcements to those who want them: the programme
// of the mental-health weeks, campaigns, training, calls for projects, changes
// of a service, alerts.
//
// It promises:
//   - nothing leaves that was not approved, in the very words approved; any
//     edit needs a new approval; « tous » needs two;
//   - nothing is sent that was not first a row, and one row is sent once at
//     most: what may have been sent and may not is uncertain, and stays so;
//   - nothing is sent in a subscriber's quiet hours, nor after its time, nor to
//     who left, nor while sending is off or stopped;
//   - who subscribes cannot be joined to relay activity without the secret, and
//     the chats to write to are sealed.
package announce
