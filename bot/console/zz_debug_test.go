package console
import ("testing";"relais/bot/relay/figures")
func TestZZ(t *testing.T){
 s:=newStand(t)
 for _,p:=range []figures.Period{{202501,202512},{202607,202609},{202606,202606},{202611,202611},{202603,202608}} {
  for _,by:=range []figures.Dimension{figures.Quartier,figures.Commune,figures.Theme} {
  tb,err:=s.figures.Table(t.Context(),by,[]figures.Measure{figures.Questions},p,figures.Territory{})
  t.Log(p,by,len(tb.Rows),err,tb.Total)
  for i,r:=range tb.Rows{ if i<4 {t.Log("   ",r)} }
  }
  g,err:=s.figures.Heat(t.Context(),p,figures.Territory{})
  t.Log(len(g.Rows),len(g.Columns),err)
 }
}
