//! How SMS names what it makes: SMSIDs, package ids, request ids, file names.

/// Ids handed out of one range before Maintenance Manager opens the next: sequences 000 to Y00 (Q127052).
const IDS_PER_RANGE: u32 = 44_065;

/// The CopyListVersion of a site whose SYSTEM.MAP nobody has saved again (assumed).
pub const FIRST_COPY_LIST: u32 = 1;

/// The SMSID of the `nth` client that a site took on: site code, two characters of range, three of sequence, all base 36
/// (Q127052).
pub fn sms_id(site: &str, nth: u32) -> String {
    let (range, sequence) = (nth / IDS_PER_RANGE, nth % IDS_PER_RANGE);
    format!("{site}{}{}", base36(range.into(), 2), base36(sequence.into(), 3))
}

/// A package id: site code and five characters, as `BPC0000A` (Q123499).
pub fn package_id(site: &str, nth: u32) -> String {
    format!("{site}{}", base36(u64::from(nth) + 1, 5))
}

/// A PCM request id: site code and four characters, as `BPC001M` (Q123499). PCM keys its history by it (Q125934).
pub fn request_id(site: &str, nth: u32) -> String {
    format!("{site}{}", base36(u64::from(nth) + 1, 4))
}

/// What a server that is not NetWare shares its packages as: the share of its first package drive (Q123499; the letter is
/// assumed).
pub fn package_share(server: &str) -> String {
    format!(r"\\{server}\SMS_PKGD")
}

/// Where a package lies on a NetWare server (Q161310; the name of the volume is assumed).
pub fn netware_package(server: &str, package: &str) -> String {
    format!(r"\\{server}\SYS\SMS\logon.srv\pcmpkg.src\{package}")
}

/// `n` in base 36 with capital letters, filled with zeros to `width`, cut to its last `width` characters.
pub fn base36(mut n: u64, width: usize) -> String {
    let mut digits = vec![b'0'; width];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(n % 36) as usize];
        n /= 36;
    }
    String::from_utf8(digits).expect("base 36 digits are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_retired_when_the_sequence_passes_y00() {
        assert_eq!(sms_id("C12", 7), "C1200007");
        assert_eq!(sms_id("C12", 44_064), "C1200Y00");
        assert_eq!(sms_id("C12", 44_065), "C1201000");
    }

    #[test]
    fn ids_have_the_shape_of_the_articles() {
        assert_eq!(package_id("BPC", 9), "BPC0000A");
        assert_eq!(request_id("BPC", 57), "BPC001M");
    }
}
