-- A kiosk photographs a paper that lies still and sharp before its camera, unless an administrator says that it shall not.
ALTER TABLE devices ADD COLUMN captures_itself boolean NOT NULL DEFAULT true;
