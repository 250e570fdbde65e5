package exchange

import (
	"errors"
	"net"
	"net/netip"
	"syscall"
)

// errPrivate says that an address is not one of the public internet.
var errPrivate = errors.New("not a public address")

// closed are networks no feed stands in, besides those netip tells: shared and
// reserved ones, those of examples and measures, and those that carry an IPv4
// address inside.
var closed = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
	"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
	"2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10", "::/96")

func prefixes(list ...string) (out []netip.Prefix) {
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// public refuses an address that is not one of the public internet: a feed must
// not make the program knock at doors of its own network.
func public(ip netip.Addr) error {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return errPrivate
	}
	for _, p := range closed {
		if p.Contains(ip) {
			return errPrivate
		}
	}
	return nil
}

// control checks the very address that is dialled, after names were resolved and
// at every redirection.
func control(allowed func(netip.Addr) error) func(string, string, syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return errPrivate
		}
		ip, err := netip.ParseAddr(host)
		if err != nil {
			return errPrivate
		}
		return allowed(ip)
	}
}
