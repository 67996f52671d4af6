/** Which badges have which seen by. */
export interface BadgeSeenByTable {
  badge_id: string
  employee_id: string
}
