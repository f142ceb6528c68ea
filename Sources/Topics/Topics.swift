// Filled when the module gets its content.
