// Package directory holds the local offer: services and who runs them, the
// places people name, the helplines, the themes and audiences they are filed
// under, the rules on freshness and quality, and its SQL.
//
// A Service is never deleted: when its source no longer has it, it is
// archived. What nobody verified says so (Service.Confirmed).
package directory
