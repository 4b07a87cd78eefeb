"""The phases by which a centre introduces the service: which circuits, types and departments are on from when."""
