//! Where a stream is cut into segments must not matter.

use bytes::Bytes;
use fastrand::Rng;

/// The first `single` bytes one by one, then the rest.
#[must_use]
pub fn one_byte_slices(bytes: &Bytes, single: usize) -> Vec<Bytes> {
    let single = single.min(bytes.len());
    let mut slices: Vec<Bytes> = (0..single).map(|place| bytes.slice(place..=place)).collect();
    slices.push(bytes.slice(single..));
    slices
}

/// Between 1 and `most` slices, cut at random.
#[must_use]
pub fn random_slices(bytes: &Bytes, most: usize, random: &mut Rng) -> Vec<Bytes> {
    let mut cuts: Vec<usize> = (1..random.usize(1..=most.max(1))).map(|_| random.usize(0..=bytes.len())).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|cut| bytes.slice(cut[0]..cut[1])).collect()
}
