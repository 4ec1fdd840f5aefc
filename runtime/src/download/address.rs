//! Which addresses a link may lead to: those of the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Public,
    /// Behind somebody's firewall.
    Private,
    Loopback,
    /// Where nothing is that a link could mean: this link, this cloud's machine, many machines, none.
    Nowhere,
}

/// Where clouds tell their machines secrets, at addresses that would count as public or private.
const METADATA: [IpAddr; 4] = [
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V6(Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254)),
];

/// By the registries of special-purpose addresses (RFC 6890 and its updates).
pub(super) fn place(address: IpAddr) -> Place {
    if METADATA.contains(&address) {
        return Place::Nowhere;
    }
    match address {
        IpAddr::V4(address) => place_v4(address),
        IpAddr::V6(address) => place_v6(address),
    }
}

fn place_v4(address: Ipv4Addr) -> Place {
    match address.octets() {
        [127, ..] => Place::Loopback,
        // RFC 1918.
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..]
        // RFC 6598: shared by the customers of a carrier.
        | [100, 64..=127, ..] => Place::Private,
        // This network, protocol assignments and documentation; multicast, reserved, broadcast.
        [0 | 224..=255, ..] | [192, 0, 0 | 2, _]
        // This link; benchmarks; documentation.
        | [169, 254, ..] | [198, 18 | 19, ..] | [198, 51, 100, _] | [203, 0, 113, _]
        // Relays of 6to4 that are no more (RFC 7526).
        | [192, 88, 99, _] => Place::Nowhere,
        _ => Place::Public,
    }
}

fn place_v6(address: Ipv6Addr) -> Place {
    if let Some(inner) = within(address) {
        return place(IpAddr::V4(inner));
    }
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => Place::Loopback,
        // RFC 4193; RFC 8215: translation within a network.
        [0xfc00..=0xfdff, ..] | [0x64, 0xff9b, 1, ..] => Place::Private,
        // Documentation (RFC 3849, RFC 9637); protocol assignments with Teredo among them.
        [0x2001, 0xdb8 | 0..=0x1ff, ..] | [0x3fff, 0..=0x0fff, ..] => Place::Nowhere,
        // Global unicast (RFC 4291 section 2.5.4); nothing else is given out.
        [0x2000..=0x3fff, ..] => Place::Public,
        _ => Place::Nowhere,
    }
}

/// The address that one of version 6 is another form of: mapped (RFC 4291 section 2.5.5.2), translated (RFC 6052), 6to4
/// (RFC 3056).
fn within(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let ([0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..]) =
        address.segments()
    else {
        return None;
    };
    Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: Place, addresses: &[&str]) {
        for address in addresses {
            assert_eq!(place(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn public() {
        check(
            Place::Public,
            &[
                "1.1.1.1",
                "20.60.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "100.63.0.1",
                "100.128.0.1",
                "223.1.1.1",
            ],
        );
        check(
            Place::Public,
            &["2603:1030::1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::"],
        );
    }

    #[test]
    fn private() {
        check(
            Place::Private,
            &["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.0.1"],
        );
        check(Place::Private, &["fc00::1", "fd12:3456::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"]);
        check(Place::Private, &["64:ff9b:1::1"]);
    }

    #[test]
    fn loopback() {
        check(Place::Loopback, &["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "2002:7f00:1::"]);
    }

    #[test]
    fn nowhere() {
        check(Place::Nowhere, &["0.0.0.0", "0.1.2.3", "169.254.169.254", "192.0.0.192", "198.18.0.1", "224.0.0.1"]);
        check(Place::Nowhere, &["240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.9", "168.63.129.16"]);
        check(Place::Nowhere, &["100.100.100.200", "fd00:ec2::254", "fd20:ce::254", "::", "fe80::1", "fec0::1"]);
        check(
            Place::Nowhere,
            &["ff02::1", "2001:db8::1", "2001::1", "::127.0.0.1", "::ffff:169.254.169.254", "4000::1"],
        );
    }
}
