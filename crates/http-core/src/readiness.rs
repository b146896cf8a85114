use async_trait::async_trait;

/// Whether the program can work now: its database answers, its mail queue moves.
#[async_trait]
pub trait Readiness: Send + Sync {
    /// Checks now.
    ///
    /// # Errors
    /// What is wrong, in words without secrets: `/readyz` answers them to everybody.
    async fn check(&self) -> Result<(), Vec<String>>;

    /// What an operator should mend although the program can work, in words without secrets.
    fn warnings(&self) -> Vec<String> {
        Vec::new()
    }
}
