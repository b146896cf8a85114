use std::error::Error;

/// The innermost reason of an error, which is the one that says something: the others say that there was an error.
#[must_use]
pub fn innermost_reason(error: &(dyn Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
