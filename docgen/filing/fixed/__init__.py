"""Reports that are fixed (定稿): sealed, and what changes afterwards is told."""
