use crate::text::word_type;

word_type! {
    /// What staff should know about a mail beside its text.
    Remark: "a remark about a mail" {
        /// It is encrypted, so its words are in a file that we cannot open.
        Encrypted = "encrypted",
        /// It has a `winmail.dat` of Outlook, with files in it that we cannot take out.
        WinmailDat = "winmail_dat",
        /// It had more parts than are looked into. The rest is in the raw mail only.
        PartsLeftOut = "parts_left_out",
        /// It had more files than are taken. The rest is in the raw mail only.
        FilesLeftOut = "files_left_out",
        /// A part was damaged. What could be decoded of it is there.
        Damaged = "damaged",
    }
}

impl Remark {
    /// The remark as a sentence.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Encrypted => "(This mail is encrypted. It can be read with the file only.)",
            Self::WinmailDat => "(The file winmail.dat comes from Outlook. It may have other files in it.)",
            Self::PartsLeftOut => "(This mail had too many parts. Some are not shown.)",
            Self::FilesLeftOut => "(This mail had too many files. Some are not kept.)",
            Self::Damaged => "(A part of this mail was damaged.)",
        }
    }
}
