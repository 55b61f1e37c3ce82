"""Figures as charts, bullets and small multiples: data to Plotly or HTML, with units and sources."""
