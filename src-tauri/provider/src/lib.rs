//! Providers: the trait, the shared HTTP client, one folder a provider.
