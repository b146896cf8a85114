use crate::people::Role;
use crate::text::{search_folded, text_type};

text_type! {
    /// What a person is called: one line of 1 to 100 characters.
    PersonName(
        /// The most characters.
        pub const MAX: usize = 100;
    )
    parse |input| crate::text::line(input, 1, PersonName::MAX)
}

/// Nobody but admins may have one of these as a word of the name, or have a name that reads like one.
const ADMINS: [&str; 7] =
    ["admin", "administrator", "superadmin", "superadministrator", "sysadmin", "deskhand", "removeduser"];

/// Customers may not have a name that reads like one of these. As one word of a name they are harmless: there are people with
/// the surname Engineer.
const STAFF: [&str; 8] =
    ["support", "supportteam", "helpdesk", "servicedesk", "engineer", "staff", "system", "systemadministrator"];

impl PersonName {
    /// Whether a person of this role would pass as somebody else by this name: as an admin, as staff, or as the system itself.
    /// Letters and capitals that look alike count as the same.
    #[must_use]
    pub fn is_misleading_for(&self, role: Role) -> bool {
        let words: Vec<String> = self.0.split(|c: char| !is_part_of_word(c)).map(look).collect();
        let whole = words.concat();
        let is_among = |names: &[&str], word: &str| names.iter().any(|name| look(name) == word);
        let as_admin = is_among(&ADMINS, &whole) || words.iter().any(|word| is_among(&ADMINS, word));
        match role {
            Role::Admin | Role::Superadmin => false,
            Role::Engineer => as_admin,
            Role::Customer => as_admin || is_among(&STAFF, &whole),
        }
    }
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '@' | '$')
}

/// What a reader takes the word for: letters of other alphabets and digits as the Latin letters that they look like.
fn look(word: &str) -> String {
    search_folded(word).chars().map(latin).collect()
}

const fn latin(c: char) -> char {
    match c {
        'а' | 'α' | '@' | '4' => 'a',
        'в' => 'b',
        'с' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | '3' => 'e',
        'н' => 'h',
        'і' | 'ι' | 'l' | '1' | '|' => 'i',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | '0' => 'o',
        'р' | 'ρ' => 'p',
        'г' => 'r',
        'ѕ' | '5' | '$' => 's',
        'т' | 'τ' => 't',
        'υ' | 'у' => 'u',
        c => c,
    }
}
