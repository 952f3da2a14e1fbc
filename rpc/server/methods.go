package server

import (
	"github.com/kaiku-analytics/kaiku/rpc/access"
	kaikuv1 "github.com/kaiku-analytics/kaiku/rpc/kaiku/v1"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection/grpc_reflection_v1"
)

// methods say which scope each method asks for. A method that is not here is refused. Those of access.Figures show records and
// texts only to callers that have access.Read too.
var methods = map[string]access.Scope{
	grpc_health_v1.Health_Check_FullMethodName:                              access.Public,
	grpc_health_v1.Health_List_FullMethodName:                               access.Public,
	grpc_health_v1.Health_Watch_FullMethodName:                              access.Read,
	grpc_reflection_v1.ServerReflection_ServerReflectionInfo_FullMethodName: access.Read,

	kaikuv1.Text_Analyze_FullMethodName: access.Read,
	kaikuv1.Text_Detect_FullMethodName:  access.Read,
	kaikuv1.Text_Redact_FullMethodName:  access.Read,

	kaikuv1.Embed_Embed_FullMethodName:       access.Read,
	kaikuv1.Embed_EmbedStream_FullMethodName: access.Read,

	kaikuv1.Feedback_Add_FullMethodName:       access.Write,
	kaikuv1.Feedback_AddStream_FullMethodName: access.Write,
	kaikuv1.Feedback_Get_FullMethodName:       access.Read,
	kaikuv1.Feedback_Erase_FullMethodName:     access.Erase,

	kaikuv1.Search_Search_FullMethodName:  access.Read,
	kaikuv1.Search_Similar_FullMethodName: access.Read,
	kaikuv1.Search_Facets_FullMethodName:  access.Figures,

	kaikuv1.Topics_Fit_FullMethodName:          access.Write,
	kaikuv1.Topics_GetFit_FullMethodName:       access.Read,
	kaikuv1.Topics_WatchFit_FullMethodName:     access.Read,
	kaikuv1.Topics_CancelFit_FullMethodName:    access.Write,
	kaikuv1.Topics_Assign_FullMethodName:       access.Read,
	kaikuv1.Topics_AssignStream_FullMethodName: access.Read,
	kaikuv1.Topics_List_FullMethodName:         access.Figures,
	kaikuv1.Topics_Get_FullMethodName:          access.Read,
	kaikuv1.Topics_Rename_FullMethodName:       access.Write,
	kaikuv1.Topics_Merge_FullMethodName:        access.Write,
	kaikuv1.Topics_Split_FullMethodName:        access.Write,
	kaikuv1.Topics_Pin_FullMethodName:          access.Write,
	kaikuv1.Topics_Undo_FullMethodName:         access.Write,
	kaikuv1.Topics_Lineage_FullMethodName:      access.Read,
	kaikuv1.Topics_Emerging_FullMethodName:     access.Read,

	kaikuv1.Stats_Nps_FullMethodName: access.Figures,

	kaikuv1.Admin_Info_FullMethodName:  access.Admin,
	kaikuv1.Admin_Check_FullMethodName: access.Admin,
}
