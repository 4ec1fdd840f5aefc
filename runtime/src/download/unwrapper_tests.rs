use super::*;

const KEEP: Wrapping = Wrapping { unpack: false, mark: false, largest: 1000, ratio: 200 };

/// The same, however the bytes come.
fn check(wrapping: Wrapping, coding: Coding, bytes: &[u8], expected: Result<&[u8], &str>) {
    for size in [1, 2, 3, 5, 1000] {
        let mut unwrapper = Unwrapper::new(wrapping, coding);
        let mut collected = Vec::new();
        let mut unwrap = || -> Result<(), TransportError> {
            for piece in bytes.chunks(size) {
                let mut piece = Bytes::copy_from_slice(piece);
                while let Some(piece) = unwrapper.next(&mut piece)? {
                    collected.extend_from_slice(&piece);
                }
            }
            collected.extend_from_slice(&unwrapper.finish()?);
            Ok(())
        };
        let outcome = unwrap().map(|()| &*collected).map_err(|error| error.to_string());
        assert_eq!(outcome.as_ref().map_err(String::as_str).copied(), expected, "{size}");
        if expected.is_ok() {
            assert_eq!(unwrapper.length(), length_of(&collected));
        }
    }
}

#[test]
fn bytes_as_they_are() {
    for bytes in [&b""[..], b"a", b"ab", b"abc", b"abcdef", b"\xef\xbb\xbfa", b"\x1f\x8b\x08", b"\x1f"] {
        check(KEEP, Coding::Plain, bytes, Ok(bytes));
    }
    check(Wrapping { largest: 3, ..KEEP }, Coding::Plain, b"abcd", Err("the file is larger than 3 bytes"));
}

#[test]
fn marks() {
    let mark = Wrapping { mark: true, unpack: true, ..KEEP };
    for (bytes, expected) in [
        (&b"\xef\xbb\xbfa,b"[..], &b"a,b"[..]),
        (b"\xef\xbb\xbf", b""),
        (b"\xef\xbb", b"\xef\xbb"),
        (b"\xef\xbb\xbf\xef\xbb\xbf", b"\xef\xbb\xbf"),
        (b"a\xef\xbb\xbf", b"a\xef\xbb\xbf"),
        (b"", b""),
        (b"a", b"a"),
    ] {
        check(mark, Coding::Plain, bytes, Ok(expected));
    }
}

#[cfg(feature = "gzip")]
mod gzip {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn spoken_of_or_not() {
        let unpack = Wrapping { unpack: true, ..KEEP };
        let gzip = packed(b"\xef\xbb\xbfa,b\r\n");
        check(unpack, Coding::Plain, &gzip, Ok(b"\xef\xbb\xbfa,b\r\n"));
        check(Wrapping { mark: true, ..unpack }, Coding::Plain, &gzip, Ok(b"a,b\r\n"));
        check(KEEP, Coding::Gzip, &gzip, Ok(b"\xef\xbb\xbfa,b\r\n"));
        check(KEEP, Coding::Plain, &gzip, Ok(&gzip));
        check(unpack, Coding::Gzip, &packed(&gzip), Ok(&gzip));
        let two: Vec<u8> = [packed(b"a"), packed(b"b")].concat();
        check(unpack, Coding::Plain, &two, Ok(b"ab"));
    }

    #[test]
    fn broken() {
        const BROKEN: Result<&[u8], &str> = Err("what came is not what gzip makes");
        let unpack = Wrapping { unpack: true, ..KEEP };
        let gzip = packed(b"a,b\r\n");
        for length in 3..gzip.len() {
            check(unpack, Coding::Plain, &gzip[..length], BROKEN);
        }
        check(KEEP, Coding::Gzip, b"a,b\r\n", BROKEN);
        let bomb = packed(&vec![0; 100_000]);
        check(unpack, Coding::Plain, &bomb, Err("the file is larger than 1000 bytes"));
        let large = Wrapping { largest: u64::MAX, ..unpack };
        let bomb = packed(&vec![0; 3_000_000]);
        check(large, Coding::Plain, &bomb, Err("the body unpacks to more than 200 times its length"));
    }
}
