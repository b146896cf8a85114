/// What becomes of a field that two people may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merged {
    /// It stays as it is stored: only others changed it, or none.
    Theirs,
    /// It takes what was typed.
    Mine,
    /// Both changed it, and not to the same.
    Both,
}

/// Decides by what the field held at first, what was typed, and what is stored now.
pub(super) fn merge(base: &str, mine: &str, theirs: &str) -> Merged {
    if mine == base || mine == theirs {
        Merged::Theirs
    } else if theirs == base {
        Merged::Mine
    } else {
        Merged::Both
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_of_either_is_lost() {
        for (base, mine, theirs, expected) in [
            ("a", "a", "a", Merged::Theirs),
            ("a", "b", "a", Merged::Mine),
            ("a", "a", "c", Merged::Theirs),
            ("a", "b", "c", Merged::Both),
            ("a", "b", "b", Merged::Theirs),
        ] {
            assert_eq!(merge(base, mine, theirs), expected, "{base} {mine} {theirs}");
        }
        // Of all triples of few words: what is stored afterwards is one of the changes, or both are asked about.
        let words = ["", "a", "b", "c"];
        for base in words {
            for mine in words {
                for theirs in words {
                    let after = match merge(base, mine, theirs) {
                        Merged::Theirs => theirs,
                        Merged::Mine => mine,
                        Merged::Both => continue,
                    };
                    assert!(mine == base || after == mine, "mine is lost: {base} {mine} {theirs}");
                    assert!(theirs == base || after == theirs, "theirs is lost: {base} {mine} {theirs}");
                }
            }
        }
    }
}
