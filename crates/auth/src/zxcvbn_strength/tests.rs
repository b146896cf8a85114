use super::*;

fn is_guessable(password: &str) -> bool {
    let known = ["Ada Lovelace", "Museum desk", "museum", "deskhand", "helpdesk"].map(str::to_owned);
    ZxcvbnStrength.guesses(&Password::typed(password).unwrap(), &known) < Password::MIN_GUESSES
}

/// The most common passwords of 8 characters and more, and what people do to them.
#[test]
fn common_passwords_and_their_variants_are_guessable() {
    for password in [
        "helpdesk",
        "P@ssw0rd",
        "88888888",
        "        ",
        "password1!",
        "Password123!",
        "Summer2024!",
        "qwertyuiop",
        "1q2w3e4r",
        "iloveyou2",
        "abcdefgh",
        "abababab",
        "letmein!!",
        "monkey99",
        "passwort",
        "0123456789012345",
        "passw0rdpassw0rd",
        "19991231",
        "trustno1",
        "football",
        "1qaz2wsx3edc",
        "starwars",
        "baseball1",
        "superman",
        "changeme",
        "administrator",
        "welcome1",
        "Welcome2026",
        "princess1",
        "sunshine",
        "11111111",
        "12345678",
    ] {
        assert!(is_guessable(password), "{password}");
    }
    assert!(is_guessable(&"a".repeat(1024)));
    assert!(is_guessable(&"P@ssw0rd".repeat(100)));
}

#[test]
fn known_names_are_guessable_with_a_year_or_a_sign_behind_them() {
    for password in ["ada lovelace", "Lovelace1815", "museum desk", "Museum2026!", "deskhand!", "Deskhand2026!"] {
        let known: Vec<String> =
            ["ada lovelace", "lovelace", "museum desk", "museum", "deskhand"].map(str::to_owned).to_vec();
        let guesses = ZxcvbnStrength.guesses(&Password::typed(password).unwrap(), &known);
        assert!(guesses < Password::MIN_GUESSES, "{password}: {guesses}");
    }
}

#[test]
fn a_few_words_or_random_characters_are_not_guessable() {
    for password in
        ["correct horse", "a lovely machine", "yes we can fix it", "kq7vzt3w", "jR8#kdm2", "пароль и чайник"]
    {
        assert!(!is_guessable(password), "{password}");
    }
}
