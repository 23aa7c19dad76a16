//! Numbers in INI files, as GetPrivateProfileInt reads them.

use super::dialect::Dialect;

/// The number that a value begins with; 0 if it begins with none. Too large ones wrap around. A `+` before it
/// and the prefixes 0x, 0o and 0b are understood by Windows NT only (of the prefixes inferred).
pub(super) fn number(value: &[u8], dialect: Dialect) -> u32 {
    let blanks = value.iter().take_while(|&&byte| byte <= b' ').count();
    let (negative, digits) = match &value[blanks..] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] if !dialect.is_16_bit() => (false, rest),
        rest => (false, rest),
    };
    let (base, digits) = match digits {
        [b'0', prefix @ (b'x' | b'o' | b'b'), rest @ ..] if !dialect.is_16_bit() => (base(*prefix), rest),
        rest => (10, rest),
    };
    let digits = digits.iter().map_while(|&byte| char::from(byte).to_digit(base));
    let number = digits.fold(0_u32, |sum, digit| sum.wrapping_mul(base).wrapping_add(digit));
    if negative { number.wrapping_neg() } else { number }
}

fn base(prefix: u8) -> u32 {
    match prefix {
        b'x' => 16,
        b'o' => 8,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_at_the_first_character_that_is_no_digit() {
        for (value, nt, win95) in [
            ("12abc", 12, 12),
            (" -5", 0_u32.wrapping_sub(5), 0_u32.wrapping_sub(5)),
            ("+1", 1, 0),
            ("0x1F", 31, 0),
            ("0b101", 5, 0),
            ("010", 10, 10),
            ("4294967297", 1, 1),
            ("- 4", 0, 0),
            ("", 0, 0),
        ] {
            let both = [Dialect::Nt, Dialect::Win95].map(|dialect| number(value.as_bytes(), dialect));
            assert_eq!(both, [nt, win95], "{value}");
        }
    }
}
