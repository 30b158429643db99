-- What schema.prisma cannot say. Written by hand.

-- The cases of a ward, newest first. Cases whose place lies in none are not in it.
CREATE INDEX "case_ward" ON "case_file" (("place" -> 'ward' ->> 'code'), "opened_at") WHERE ("place" -> 'ward' ->> 'code') IS NOT NULL;
