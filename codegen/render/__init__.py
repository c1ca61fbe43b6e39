"""From the contract to the generated package: plan, endpoints, templates."""
