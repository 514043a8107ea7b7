//! From planes to codes: 64 rows at once.

/// Eight planes of 64 rows as the rows' codes, one byte each and eight a word, the first row lowest.
pub(super) fn bytes(mut planes: [u64; 8]) -> [u64; 8] {
    // Bytes first: word k gets byte k of every plane ...
    let [a, b, c, d, e, f, g, h] = &mut planes;
    [(&mut *a, &mut *e), (&mut *b, &mut *f), (&mut *c, &mut *g), (&mut *d, &mut *h)]
        .into_iter()
        .for_each(swap::<32>);
    [(&mut *a, &mut *c), (&mut *b, &mut *d), (&mut *e, &mut *g), (&mut *f, &mut *h)]
        .into_iter()
        .for_each(swap::<16>);
    [(a, b), (c, d), (e, f), (g, h)].into_iter().for_each(swap::<8>);
    // ... then the eight times eight bits within each.
    planes.map(|word| {
        let word = exchange::<7>(word, 0x00aa_00aa_00aa_00aa);
        let word = exchange::<14>(word, 0x0000_cccc_0000_cccc);
        exchange::<28>(word, 0x0000_0000_f0f0_f0f0)
    })
}

/// The upper halves of the first word's fields of 2 × `SHIFT` bits for the lower of the second's.
fn swap<const SHIFT: u32>((a, b): (&mut u64, &mut u64)) {
    let lower = match SHIFT {
        32 => 0x0000_0000_ffff_ffff,
        16 => 0x0000_ffff_0000_ffff,
        _ => 0x00ff_00ff_00ff_00ff,
    };
    let differs = (*a >> SHIFT ^ *b) & lower;
    *b ^= differs;
    *a ^= differs << SHIFT;
}

/// The bits of `which` for those `SHIFT` above them.
fn exchange<const SHIFT: u32>(word: u64, which: u64) -> u64 {
    let differs = (word ^ word >> SHIFT) & which;
    word ^ differs ^ differs << SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_finds_its_place() {
        for (plane, row) in (0..8).flat_map(|plane| (0..64).map(move |row| (plane, row))) {
            let mut planes = [0; 8];
            planes[plane] = 1 << row;
            let mut codes = [0_u8; 64];
            codes[row] = 1 << plane;
            assert_eq!(bytes(planes).map(u64::to_le_bytes).as_flattened(), codes);
        }
    }
}
