//! Flags of an item: digits of 0 and 1, the highest first.

use std::fmt;

/// Bits, and with how many digits they are written: 8 mostly, 16 where files are copied, 32 for windows.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Flags {
    bits: u32,
    digits: u8,
}

impl Flags {
    pub const fn new(bits: u32, digits: u8) -> Self {
        Self { bits, digits }
    }

    /// Reads up to 32 digits; no digits at all are no flags. `None` when there is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let valid = text.len() <= 32 && text.bytes().all(|digit| matches!(digit, b'0' | b'1'));
        let bits = u32::from_str_radix(text, 2).ok().filter(|_| valid)?;
        Some(Self { bits, digits: text.len() as u8 })
    }

    pub const fn bits(self) -> u32 {
        self.bits
    }

    /// Whether any of these bits is set.
    pub const fn has(self, bits: u32) -> bool {
        self.bits & bits != 0
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0width$b}", self.bits, width = usize::from(self.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digit_is_the_highest_bit() {
        for (text, bits) in [("", 0), ("00000001", 1), ("10001100", 0x8C), ("0000000000000010", 2)] {
            let flags = Flags::parse(text).unwrap();
            assert_eq!(flags.bits(), bits);
            if !text.is_empty() {
                assert_eq!(flags.to_string(), text);
            }
        }
        for bad in ["2", "+1", "0 1", &"0".repeat(33)] {
            assert_eq!(Flags::parse(bad), None, "{bad}");
        }
    }
}
